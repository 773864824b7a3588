//! The routes that carry files: a roster comes in, as it is or in a form, and goes out.

use super::refusals::Refusal;
use super::sheets::Format;
use super::{export, imports, read, wire};
use crate::access::{Action, Caller, Gate};
use crate::base::{Error, Kind, Refused, Result, Text, Violation, codes, ids, vietnam};
use crate::directory::OrganizationPlace;
use crate::edge::{calls, plain};
use anyhow::Context;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::routing::post;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use sotay_proto::directory::v1 as proto;
use sotay_rest::Language;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Files that are in memory at the same time.
const RECEIVED_AT_ONCE: usize = 4;
/// Files that are unpacked and judged at the same time: each takes memory, and two would wait for each other.
const JUDGED_AT_ONCE: usize = 1;
/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the routes know.
#[derive(Clone, Debug)]
struct Counter {
    gate: Gate,
    receiving: Arc<Semaphore>,
    judging: Arc<Semaphore>,
}

/// The routes of rosters.
pub fn routes(gate: Gate) -> Router {
    Router::new()
        .route("/v1/organizations/{organization}/roster", post(receive).get(send))
        .with_state(Counter {
            gate,
            receiving: Arc::new(Semaphore::new(RECEIVED_AT_ONCE)),
            judging: Arc::new(Semaphore::new(JUDGED_AT_ONCE)),
        })
}

async fn receive(
    State(counter): State<Counter>,
    Path(organization): Path<String>,
    request: Request,
) -> Response<Body> {
    let headers = request.headers().clone();
    match counter.receive(&organization, request).await {
        Ok(import) => answer(&import),
        Err(status) => plain::refused(&status, &headers),
    }
}

async fn send(
    State(counter): State<Counter>,
    Path(organization): Path<String>,
    request: Request,
) -> Response<Body> {
    let headers = request.headers().clone();
    match counter.send(&organization, request).await {
        Ok((file, format)) => attachment(file, format),
        Err(status) => plain::refused(&status, &headers),
    }
}

impl Counter {
    /// A list goes out, and that it did is written down first.
    async fn send(&self, organization: &str, request: Request) -> Result<(Vec<u8>, Format), tonic::Status> {
        let caller = plain::caller(request.extensions())?;
        let place = OrganizationPlace(ids::parse("organization", organization)?);
        let format = format(request.uri())?;
        drop(request);
        let _turn = turn(&self.judging).await.map_err(calls::status)?;
        let (give, rows) = tokio::sync::oneshot::channel();
        plain::write(
            (&self.gate, caller, &HeaderMap::new()),
            ("GET /v1/organizations/{organization}/roster", &[]),
            |enter| async move {
                let mut visit = enter.to(Action::ExportRoster, place).await?;
                let rows = export::take_out(&mut visit, format).await?;
                let committed = visit.commit(()).await?;
                // Nobody waits any more when the caller hung up.
                drop(give.send(rows));
                Ok(committed)
            },
        )
        .await?;
        let rows = rows.await.context("a list was lost").map_err(broken)?;
        let written = tokio::task::spawn_blocking(move || export::written(&rows, format)).await;
        let file = written.context("writing a list stopped").map_err(broken)?;
        Ok((file.map_err(calls::status)?, format))
    }

    /// Who is calling, then where, then what: nobody's file is read who may not send one.
    async fn receive(&self, organization: &str, request: Request) -> Result<proto::Import, tonic::Status> {
        let caller = plain::caller(request.extensions())?;
        let place = OrganizationPlace(ids::parse("organization", organization)?);
        let dry_run = dry_run(request.uri())?;
        let looking = plain::looking(&self.gate, caller.clone());
        let visit = looking.to(Action::ImportRoster, place).await;
        drop(visit.map_err(calls::status)?);

        let headers = request.headers().clone();
        // Held until the file was judged: no more of them than that are in memory.
        let held = turn(&self.receiving).await.map_err(calls::status)?;
        let file = body(request).await.map_err(calls::status)?;
        let judged = self.judge((caller, place), (&headers, dry_run), file).await;
        drop(held);
        judged
    }

    async fn judge(
        &self,
        (caller, place): (Caller, OrganizationPlace),
        (headers, dry_run): (&HeaderMap, bool),
        file: Bytes,
    ) -> Result<proto::Import, tonic::Status> {
        let turn = turn(&self.judging).await.map_err(calls::status)?;
        let asked = [place.0.as_bytes(), &[u8::from(dry_run)][..], &file].concat();
        let today = vietnam::day_of(self.gate.clock.now());
        let list = tokio::task::spawn_blocking(move || read::read(&file, today)).await;
        // A reader that gives up on a file has not understood it; what it said is in the log.
        let list = list.unwrap_or(Err(Refusal::RosterUnreadable));
        let list = list.map_err(|refusal| calls::status(refusal.into()))?;
        let language = Language::of(headers);
        let judged = plain::write(
            (&self.gate, caller, headers),
            ("POST /v1/organizations/{organization}/roster", &asked),
            |enter| async move {
                let _turn = turn;
                let mut visit = enter.to(Action::ImportRoster, place).await?;
                let import = imports::take(&mut visit, list, dry_run).await?;
                visit.commit(wire::import(import, language)).await
            },
        );
        Ok(judged.await?.into_inner())
    }
}

/// Waits for a free place among those who do the same.
async fn turn(places: &Arc<Semaphore>) -> Result<tokio::sync::OwnedSemaphorePermit> {
    let waited = tokio::time::timeout(PATIENCE, Arc::clone(places).acquire_owned()).await;
    match waited {
        Ok(permit) => Ok(permit.context("the places for rosters are closed")?),
        Err(_elapsed) => Err(Refused::new(
            Kind::Busy,
            codes::BUSY,
            "Đang có nhiều danh sách được nhập. Xin gửi lại sau ít phút.",
            "Many rosters are being imported. Please send it again in a few minutes.",
        )
        .retry_after(PATIENCE)
        .into()),
    }
}

/// The bytes of the file: the body, or the first file of a form. How long it may be was decided before.
async fn body(request: Request) -> Result<Bytes> {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("multipart/form-data"));
    if !is_form {
        let body = to_bytes(request.into_body(), usize::MAX).await;
        return body.map_err(|_cut_off| cut_off().into());
    }
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_no_form| no_file())?;
    while let Some(field) = form.next_field().await.map_err(|_cut_off| cut_off())? {
        if field.file_name().is_some() || field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(|_cut_off| cut_off())?);
        }
    }
    Err(no_file().into())
}

fn cut_off() -> Refused {
    Refused::invalid(vec![Violation::new(
        "file",
        Text::new(
            "Tệp chưa được gửi hết. Xin gửi lại.",
            "The file did not arrive whole. Send it again.",
        ),
    )])
}

fn no_file() -> Refused {
    Refused::invalid(vec![Violation::new(
        "file",
        Text::new(
            "Biểu mẫu không có tệp. Hãy gửi tệp trong phần \"file\".",
            "The form holds no file. Send it as the part \"file\".",
        ),
    )])
}

/// `?dryRun=true`; anything else is refused by name.
fn dry_run(uri: &Uri) -> Result<bool, Refused> {
    match asked(uri, "dryRun")? {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(wrong_value("dryRun", "true, false")),
    }
}

/// `?format=csv`; XLSX when nothing is said.
fn format(uri: &Uri) -> Result<Format, Refused> {
    match asked(uri, "format")? {
        None | Some("xlsx") => Ok(Format::Xlsx),
        Some("csv") => Ok(Format::Csv),
        Some(_) => Err(wrong_value("format", "xlsx, csv")),
    }
}

/// The one parameter that a route knows.
fn asked<'a>(uri: &'a Uri, known: &str) -> Result<Option<&'a str>, Refused> {
    let mut value = None;
    for pair in uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
    {
        let (name, said) = pair.split_once('=').unwrap_or((pair, ""));
        if name != known {
            let text = Text::new("Không có tham số này.", "There is no such parameter.");
            return Err(Refused::invalid(vec![Violation::new(name, text)]));
        }
        value = Some(said);
    }
    Ok(value)
}

fn wrong_value(name: &str, values: &str) -> Refused {
    let text = Text::owned(
        format!("Chỉ nhận: {values}."),
        format!("Must be one of: {values}."),
    );
    Refused::invalid(vec![Violation::new(name, text)])
}

fn broken(error: anyhow::Error) -> tonic::Status {
    calls::status(Error::Broken(error))
}

/// A file to be kept, which no cache keeps.
fn attachment(file: Vec<u8>, format: Format) -> Response<Body> {
    let name = match format {
        Format::Xlsx => "attachment; filename=\"danh-sach-dang-vien.xlsx\"",
        Format::Csv => "attachment; filename=\"danh-sach-dang-vien.csv\"",
    };
    let mut response = Response::new(Body::from(file));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(format.media_type()),
    );
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(name));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// 200 with what became of the rows; 202 while they are being judged, with where to ask.
fn answer(import: &proto::Import) -> Response<Body> {
    let Ok(json) = serde_json::to_vec(import) else {
        return plain::refused(
            &broken(anyhow::anyhow!("an import is no JSON")),
            &HeaderMap::new(),
        );
    };
    let mut response = Response::new(Body::from(json));
    if import.state() != proto::import::State::Done {
        *response.status_mut() = StatusCode::ACCEPTED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(location) = HeaderValue::try_from(format!("/v1/imports/{}", import.id)) {
        headers.insert(header::LOCATION, location);
    }
    response
}
