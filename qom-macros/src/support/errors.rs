//! Collects the errors of one item, so that one run of the compiler shows them all.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Errors {
    found: Option<syn::Error>,
}

impl Errors {
    /// Adds an error at `place`.
    pub(crate) fn at(&mut self, place: impl ToTokens, text: impl Display) {
        self.add(syn::Error::new_spanned(place, text));
    }

    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.found {
            Some(found) => found.combine(error),
            None => self.found = Some(error),
        }
    }

    /// The value of `result`; its error is collected.
    pub(crate) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_none()
    }

    /// Adds those of another collection.
    pub(crate) fn absorb(&mut self, other: Self) {
        if let Some(found) = other.found {
            self.add(found);
        }
    }

    /// The errors as code that makes the compiler report them.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.found.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}
