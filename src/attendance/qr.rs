//! A link as a QR that a phone's camera reads from across the room.

use crate::base::Result;
use anyhow::anyhow;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

/// Draws a link as SVG.
pub(super) fn svg(link: &str) -> Result<String> {
    let code = QRBuilder::new(link)
        .ecl(ECL::M)
        .build()
        .map_err(|error| anyhow!("no QR for a link of {} bytes: {error:?}", link.len()))?;
    Ok(SvgBuilder::default().to_str(&code))
}
