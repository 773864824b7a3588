//! The calls that follow an import.

use super::imports;
use super::place::ImportPlace;
use super::wire;
use crate::access::{Action, Caller, Gate};
use crate::base::pages::Page;
use crate::base::{Id, Result, ids};
use crate::directory::OrganizationPlace;
use crate::edge;
use crate::edge::calls::{Answer, status};
use crate::edge::plain;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use sotay_proto::directory::v1 as proto;
use sotay_rest::Language;
use std::time::Duration;
use tonic::{Request, Response, Status};

/// Where imports are followed.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
}

impl Desk {
    /// A desk behind a gate.
    pub fn new(gate: Gate) -> Self {
        Self { gate }
    }
}

/// How often a watched import is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How often in all: ten minutes, then the caller asks anew.
const LOOKS: usize = 1_200;

/// Somebody who follows an import. Every look goes through the gate: who is signed out meanwhile, or loses the post, sees no more.
struct Watcher {
    gate: Gate,
    caller: Caller,
    import: Id,
    language: Language,
    seen: Option<i32>,
    looks: usize,
}

impl Watcher {
    async fn look(&self) -> Result<proto::Import> {
        let enter = plain::looking(&self.gate, self.caller.clone());
        let place = ImportPlace(self.import);
        let mut visit = enter.to(Action::ImportRoster, place).await?;
        let found = imports::glance(&mut visit, self.import).await?;
        Ok(wire::import(found, self.language))
    }

    /// The next event: more rows are done. None after the last.
    async fn next(mut self) -> Option<(Result<proto::Import, Status>, Self)> {
        while self.looks > 0 {
            self.looks -= 1;
            match self.look().await {
                Err(error) => {
                    self.looks = 0;
                    return Some((Err(status(error)), self));
                }
                Ok(now) if self.seen != Some(now.done) => {
                    self.seen = Some(now.done);
                    if now.state() == proto::import::State::Done {
                        self.looks = 0;
                    }
                    return Some((Ok(now), self));
                }
                Ok(_as_before) => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
        None
    }
}

#[tonic::async_trait]
impl proto::rosters_server::Rosters for Desk {
    type WatchImportStream = BoxStream<'static, Result<proto::Import, Status>>;

    async fn watch_import(
        &self,
        request: Request<proto::WatchImportRequest>,
    ) -> Answer<Self::WatchImportStream> {
        let watcher = Watcher {
            caller: plain::caller(request.extensions())?,
            language: Language::of(request.metadata().as_ref()),
            import: ids::parse("import", &request.get_ref().import)?,
            gate: self.gate.clone(),
            seen: None,
            looks: LOOKS,
        };
        watcher.look().await.map_err(status)?;
        Ok(Response::new(stream::unfold(watcher, Watcher::next).boxed()))
    }

    async fn get_import(&self, request: Request<proto::GetImportRequest>) -> Answer<proto::Import> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let import = ids::parse("import", &input.import)?;
            let mut visit = enter.to(Action::ImportRoster, ImportPlace(import)).await?;
            let found = imports::look(&mut visit, import).await?;
            Ok(wire::import(found, language))
        })
        .await
    }

    async fn list_imports(
        &self,
        request: Request<proto::ListImportsRequest>,
    ) -> Answer<proto::ListImportsResponse> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::IMPORTS, input.page_size, &input.page_token)?;
            let mut visit = enter.to(Action::ImportRoster, place).await?;
            let listed = imports::list(&mut visit, &page).await?;
            Ok(wire::imports(visit.keys(), listed, language))
        })
        .await
    }
}
