//! Uploading rosters: the one thing people do that carries a file.

use axum::body::Body;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use sotay::base::Id;
use tower::ServiceExt;

use super::people::Person;
use super::problem::Problem;

/// A cell of a spreadsheet to be written.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    /// A number shown as a day.
    Day(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// An XLSX workbook of one sheet; the first row is row 1.
pub(crate) fn workbook(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) if text.is_empty() => continue,
                Cell::Text(text) => sheet.write_string(row, column, text),
                Cell::Number(number) => sheet.write_number(row, column, *number),
                Cell::Day(number) => sheet.write_number_with_format(row, column, *number, &day),
            }
            .unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A CSV file with these lines.
pub(crate) fn csv(lines: &[&str]) -> Vec<u8> {
    lines.join("\n").into_bytes()
}

/// The request that uploads a file.
pub(crate) fn request(organization: Id, query: &str, token: Option<&str>, file: Vec<u8>) -> Request<Body> {
    let mut request = Request::post(format!("/v1/organizations/{organization}/roster{query}"));
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    request.body(Body::from(file)).unwrap()
}

impl Person {
    /// Uploads a roster, in earnest or not.
    pub(crate) async fn uploads(
        &self,
        organization: Id,
        query: &str,
        file: Vec<u8>,
    ) -> Result<(StatusCode, Value), Problem> {
        self.sends(request(organization, query, Some(&self.token), file))
            .await
    }

    /// Makes any request.
    pub(crate) async fn sends(&self, request: Request<Body>) -> Result<(StatusCode, Value), Problem> {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&bytes)
            .unwrap_or_else(|error| panic!("{}: {error}: {bytes:?}", parts.status));
        if parts.status.is_success() {
            return Ok((parts.status, json));
        }
        let content_type = parts.headers[header::CONTENT_TYPE].to_str().unwrap();
        Err(Problem::of_rest(parts.status, content_type, &json))
    }

    /// Uploads, and it is taken.
    pub(crate) async fn imports(&self, organization: Id, file: Vec<u8>) -> Value {
        self.uploads(organization, "", file).await.unwrap().1
    }

    /// Asks what an upload would do.
    pub(crate) async fn rehearses(&self, organization: Id, file: Vec<u8>) -> Value {
        self.uploads(organization, "?dryRun=true", file).await.unwrap().1
    }
}

/// `rows`, `created`, `changed`, `unchanged`, `duplicate`, `refused`.
pub(crate) fn sums(import: &Value) -> [i64; 6] {
    ["rows", "created", "changed", "unchanged", "duplicate", "refused"]
        .map(|count| import[count].as_i64().unwrap())
}

/// Each problem as `B7 NOT_A_DAY`.
pub(crate) fn problems(import: &Value) -> Vec<String> {
    let problems = import["problems"].as_array().unwrap();
    problems
        .iter()
        .map(|problem| {
            format!(
                "{}{} {}",
                problem["column"].as_str().unwrap(),
                problem["row"],
                problem["reason"].as_str().unwrap()
            )
        })
        .collect()
}
