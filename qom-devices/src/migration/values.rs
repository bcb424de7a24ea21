//! The words that properties of the migration object take.

use qom_core::prelude::*;

/// How the pages that go over several channels are compressed.
///
/// QOM: `MultiFDCompression`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QomEnum)]
#[qom(name = "MultiFDCompression")]
pub enum MultiFdCompression {
    /// Not at all.
    None,
    /// By zlib.
    Zlib,
    /// By zstd.
    Zstd,
    /// By Intel's query processing library.
    Qpl,
    /// By the accelerators of the UADK framework.
    Uadk,
    /// By Intel's QuickAssist, as zip.
    Qatzip,
}

/// What kind of migration it is.
///
/// QOM: `MigMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QomEnum)]
pub enum MigMode {
    /// To another process or host, while the machine runs.
    Normal,
    /// To the next process on this host, which may be restarted meanwhile.
    CprReboot,
    /// To a new process on this host, which takes over the memory as it is.
    CprTransfer,
}

/// Who looks for pages of zeros, which need not be sent.
///
/// QOM: `ZeroPageDetection`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QomEnum)]
pub enum ZeroPageDetection {
    /// Nobody.
    None,
    /// The thread that migrates.
    Legacy,
    /// The threads of the channels, if there are several.
    Multifd,
}
