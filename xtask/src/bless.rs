//! Rewrites every expected output (golden briefs, the schema, the readme's
//! excerpt, inline expectations), by running the tests with leave to write.

use std::path::Path;
use std::process::Command;

/// Runs the tests with leave to write and tells whether they then passed.
pub(crate) fn bless(root: &Path) -> bool {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    Command::new(cargo)
        .args(["test", "--no-fail-fast"])
        .current_dir(root)
        .env("UPDATE_EXPECT", "1")
        .env("VARIORUM_BLESS", "1")
        .status()
        .is_ok_and(|status| status.success())
}
