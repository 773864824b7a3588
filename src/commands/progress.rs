//! Progress on the terminal of what takes long.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts up to a total that is told later.
pub(super) fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_prefix(what);
    bar
}

/// Shows how far it has come: on a bar, or where there is no terminal in the log, a line every tenth part.
pub(super) fn show(bar: &ProgressBar, done: usize, total: usize) {
    if bar.is_hidden() && (done == total || done.is_multiple_of((total / 10).max(1))) {
        tracing::info!(what = bar.prefix(), done, total, "under way");
    }
    bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
    bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
}
