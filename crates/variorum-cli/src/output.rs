//! Where a product goes: standard output, or a file that is whole or absent.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

/// Where to write.
#[derive(Args)]
pub(crate) struct OutputArgs {
    /// The file to write instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArgs {
    /// Tells whether a person reads the output on a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.output.is_none() && io::stdout().is_terminal()
    }

    /// Writes the whole product.
    pub(crate) fn write(&self, product: &str) -> anyhow::Result<()> {
        self.stream(|out| Ok(out.write_all(product.as_bytes())?))
    }

    /// Writes a product that is made on the way.
    pub(crate) fn stream(
        &self,
        product: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        match &self.output {
            Some(path) => replace(path, product),
            None => {
                let mut stdout = BufWriter::new(io::stdout().lock());
                product(&mut stdout)?;
                Ok(stdout.flush()?)
            }
        }
    }
}

/// Writes beside the file and renames, so that of two runs that write the
/// same file the last one wins whole, and a killed run leaves the old one.
fn replace(
    path: &Path,
    product: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = || format!("cannot write {}", path.display());
    let file = tempfile::Builder::new()
        .prefix(".variorum-")
        .tempfile_in(folder)
        .with_context(name)?;
    let mut writer = BufWriter::new(file);
    product(&mut writer).with_context(name)?;
    let file = writer.into_inner().map_err(io::IntoInnerError::into_error);
    let file = file.with_context(name)?;
    file.as_file().sync_all().with_context(name)?;
    widen(file.as_file()).with_context(name)?;
    file.persist(path).with_context(name)?;
    Ok(())
}

/// Gives a new file the rights that others have come to expect: a temporary
/// file is for its owner alone.
#[cfg(unix)]
fn widen(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn widen(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// Tells whether an error is only the reader having gone (`variorum … | head`).
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
