//! What arrives at the upload route over a real connection from people who mean no good, or send the wrong file: each is
//! answered in words, and no more of a body is taken than is needed to know.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use sotay::base::Id;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;

use crate::edge_port::{Port, quick, within};
use crate::support::people::Person;
use crate::support::town::{self, login};
use crate::support::upload::{problems, sums};
use crate::support::wire::Wire;
use crate::support::world::World;
use handmade::{Part, archive, parts, plain, sheet, workbook, zeros};

/// The archives that the reader itself is tested with.
#[path = "../../src/directory/roster/read/handmade.rs"]
mod handmade;

const MIB: usize = 1 << 20;
/// What the kernel may hold of a body that nobody reads.
const BUFFERS: usize = 12 * MIB;

/// A world whose house is open at a port.
struct Street {
    world: World,
    port: Port,
}

/// What is sent after the head.
enum Load {
    /// Nothing, whatever the head announced.
    Nothing,
    /// These bytes.
    File(Vec<u8>),
    /// Chunks without end.
    Endless,
}

/// What was answered, and how much had been sent by then.
struct Answer {
    status: u16,
    body: Value,
    sent: usize,
}

impl Street {
    async fn open() -> Self {
        let world = World::over(Wire::Rest).await;
        let port = Port::open(world.router.clone(), quick()).await;
        Self { world, port }
    }

    /// Uploads as whoever has the token, with these headers.
    async fn post(&self, organization: Id, token: Option<&str>, headers: &str, load: Load) -> Answer {
        let bearer = token.map_or(String::new(), |token| {
            format!("authorization: Bearer {token}\r\n")
        });
        let head = format!(
            "POST /v1/organizations/{organization}/roster?dryRun=true HTTP/1.1\r\nhost: sotay\r\nconnection: close\r\n\
             accept-language: en\r\n{bearer}{headers}\r\n\r\n"
        );
        let (mut read, mut write) = self.port.connect().await.into_split();
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        let sending: JoinHandle<std::io::Result<()>> = tokio::spawn(async move {
            write.write_all(head.as_bytes()).await?;
            match load {
                Load::Nothing => std::future::pending().await,
                Load::File(bytes) => {
                    for piece in bytes.chunks(64 * 1024) {
                        write.write_all(piece).await?;
                        counted.fetch_add(piece.len(), Ordering::Relaxed);
                    }
                    std::future::pending().await
                }
                Load::Endless => {
                    let chunk = [&b"10000\r\n"[..], &vec![b'x'; 0x10000], b"\r\n"].concat();
                    loop {
                        write.write_all(&chunk).await?;
                        counted.fetch_add(0x10000, Ordering::Relaxed);
                    }
                }
            }
        });
        let mut answered = Vec::new();
        // Who goes on sending to a door that was closed may be cut off after the answer.
        drop(within(read.read_to_end(&mut answered)).await);
        sending.abort();
        let text = String::from_utf8(answered).unwrap();
        let (head, body) = text
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer: {text:?}"));
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            body: serde_json::from_str(body).unwrap_or_else(|_| panic!("{text}")),
            sent: sent.load(Ordering::Relaxed),
        }
    }

    /// Uploads a file whole.
    async fn uploads(&self, person: &Person, organization: Id, file: Vec<u8>) -> Answer {
        let length = format!("content-length: {}", file.len());
        self.post(organization, Some(&person.token), &length, Load::File(file))
            .await
    }
}

#[tokio::test]
async fn a_body_past_the_limit_is_refused_before_it_is_taken() {
    let street = Street::open().await;
    let branch = street.world.branch().await;
    let token = Some(branch.secretary.token.as_str());
    let two_gib = "content-length: 2147483648";
    let claimed = street.post(branch.id, token, two_gib, Load::Nothing).await;
    assert_eq!((claimed.status, claimed.sent), (413, 0));
    assert_eq!(claimed.body["code"], "BODY_TOO_LARGE");
    assert!(
        claimed.body["detail"].as_str().unwrap().contains("32 MiB"),
        "{}",
        claimed.body
    );

    let long = vec![b'x'; 33 * MIB];
    let whole = street.uploads(&branch.secretary, branch.id, long).await;
    assert_eq!((whole.status, &whole.body["code"]), (413, &claimed.body["code"]));
    assert!(whole.sent <= BUFFERS, "{} bytes were taken", whole.sent);

    let endless = street
        .post(branch.id, token, "transfer-encoding: chunked", Load::Endless)
        .await;
    assert_eq!(
        (endless.status, &endless.body["code"]),
        (413, &claimed.body["code"])
    );
    assert!(
        endless.sent <= 32 * MIB + BUFFERS,
        "{} bytes were taken",
        endless.sent
    );
}

#[tokio::test]
async fn who_may_not_send_a_list_is_told_before_it_is_read() {
    let street = Street::open().await;
    let branch = street.world.branch().await;
    let stranger = street.world.stranger().await;
    let west = street.world.organization(town::WEST).await;
    for (token, place, status, code) in [
        (None, branch.id, 401, "SIGN_IN_REQUIRED"),
        (Some("of.no.body"), branch.id, 401, "SIGN_IN_REQUIRED"),
        (Some(stranger.token.as_str()), branch.id, 404, "NOT_FOUND"),
        (Some(branch.lan.token.as_str()), branch.id, 403, "FORBIDDEN"),
        (Some(branch.secretary.token.as_str()), west, 404, "NOT_FOUND"),
        (
            Some(branch.secretary.token.as_str()),
            Id::from_u128(404),
            404,
            "NOT_FOUND",
        ),
    ] {
        let told = street
            .post(place, token, "content-length: 1000000", Load::Nothing)
            .await;
        assert_eq!((told.status, told.sent), (status, 0), "{}", told.body);
        assert_eq!(told.body["code"], code);
    }
    // The twin: who may is waited for, and a body that never comes is the only thing missing.
    let patient = street.post(
        branch.id,
        Some(&branch.secretary.token),
        "content-length: 10",
        Load::Nothing,
    );
    let waited = tokio::time::timeout(std::time::Duration::from_millis(300), patient).await;
    assert!(
        waited.is_err(),
        "the house waits for the body of who may send one"
    );
}

/// A sheet of one honest row.
fn honest() -> String {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let headings = [
        text("A1", "Họ và tên"),
        text("B1", "Năm sinh"),
        text("C1", "Số CCCD"),
    ]
    .concat();
    let lan = [
        text("A2", "Nguyễn Thị Lan"),
        text("B2", "1990"),
        text("C2", login::LAN),
    ]
    .concat();
    sheet(&format!("<row r=\"1\">{headings}</row><row r=\"2\">{lan}</row>"))
}

#[tokio::test]
async fn hostile_files_are_refused_in_words() {
    let street = Street::open().await;
    let branch = street.world.branch().await;
    let known = street
        .uploads(&branch.secretary, branch.id, workbook(&honest()))
        .await;
    assert_eq!(
        (known.status, sums(&known.body)),
        (200, [1, 0, 1, 0, 0, 0]),
        "{}",
        known.body
    );

    let with = |added: Vec<Part>| archive(&[parts(&honest()), added].concat());
    let bomb = with(vec![zeros("xl/media/image1.png", 300 << 20)]);
    assert!(bomb.len() < 4 * MIB);
    let crowd = with((0..1_001).map(|at| plain(&format!("a{at}"), "")).collect());
    let wide = workbook(&honest().replace("r=\"B1\"", "r=\"XFD1\""));
    let entity = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    let entity = workbook(&[entity, &honest()].concat());
    let columns = format!("Họ và tên,Năm sinh\nLan{}x\n", ",".repeat(1_000_000));
    for (file, status, code) in [
        (bomb, 413, "DIRECTORY_ROSTER_TOO_LARGE"),
        (crowd, 413, "DIRECTORY_ROSTER_TOO_LARGE"),
        (wide, 413, "DIRECTORY_ROSTER_TOO_WIDE"),
        (columns.into_bytes(), 413, "DIRECTORY_ROSTER_TOO_WIDE"),
        (entity, 400, "DIRECTORY_ROSTER_FORBIDDEN_CONTENT"),
        (b"PK\x03\x04".to_vec(), 400, "DIRECTORY_ROSTER_UNREADABLE"),
        (b"%PDF-1.7".to_vec(), 400, "DIRECTORY_ROSTER_NOT_A_SPREADSHEET"),
        (Vec::new(), 400, "DIRECTORY_ROSTER_EMPTY"),
    ] {
        let told = street.uploads(&branch.secretary, branch.id, file).await;
        assert_eq!(
            (told.status, &told.body["code"]),
            (status, &Value::from(code)),
            "{}",
            told.body
        );
    }

    let formula = "Họ và tên,Năm sinh\n\"=HYPERLINK(\"\"http://x\"\")\",1990\n";
    let told = street
        .uploads(&branch.secretary, branch.id, formula.as_bytes().to_vec())
        .await;
    assert_eq!(
        (told.status, problems(&told.body)),
        (200, vec!["A2 NOT_A_NAME".to_owned()])
    );
    assert!(
        !told.body.to_string().contains("HYPERLINK"),
        "a report says no values"
    );
}
