//! The calls that follow an import.

use super::place::ImportPlace;
use super::wire;
use crate::access::{Action, Gate};
use crate::base::ids;
use crate::base::pages::Page;
use crate::directory::OrganizationPlace;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use sotay_rest::Language;
use tonic::Request;

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

#[tonic::async_trait]
impl proto::rosters_server::Rosters for Desk {
    async fn get_import(&self, request: Request<proto::GetImportRequest>) -> Answer<proto::Import> {
        let language = Language::of(request.metadata().as_ref());
        edge::read(&self.gate, request, |enter, input| async move {
            let import = ids::parse("import", &input.import)?;
            let mut visit = enter.to(Action::ImportRoster, ImportPlace(import)).await?;
            let found = super::look(&mut visit, import).await?;
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
            let listed = super::list(&mut visit, &page).await?;
            Ok(wire::imports(visit.keys(), listed, language))
        })
        .await
    }
}
