//! The entry in the table of commands.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::Kind;
use super::model::Command;
use crate::support::tokens::{allowed, option};

pub(super) fn expand(command: Command) -> TokenStream {
    let Command { kind, ident, name, alias, params, help, is_late, described, arguments, returns, crate_path } =
        command;
    let core = crate_path.map_or_else(|| quote!(::qom_core), ToTokens::into_token_stream);
    let arguments = arguments.into_iter();
    // One conversion asks for all that the types have to be, so that what is missing is said once.
    let command = quote_spanned!(ident.span()=> &(#ident as fn(&__qom::Monitor #(, #arguments)*) -> #returns));
    let (slice, entry, words) = match kind {
        Kind::Qmp => {
            // So that what is no such function is said of nothing else.
            let described = described.map(|described| {
                quote!({
                    const __QOM_DESCRIBED: fn() -> #core::monitor::Arguments = #described;
                    __QOM_DESCRIBED
                })
            });
            let described = option(described);
            (quote!(QMP_COMMANDS), quote!(QmpCommand), quote!(arguments: #described,))
        }
        Kind::Hmp => {
            let (alias, params) = (option(alias), option(params));
            (quote!(HMP_COMMANDS), quote!(HmpCommand), quote!(alias: #alias, params: #params, help: #help,))
        }
    };
    let allowed = allowed();
    quote! {
        #allowed
        const _: () = {
            use #core::private::monitor as __qom;
            #[#core::private::monitor::linkme::distributed_slice(#core::private::monitor::#slice)]
            #[linkme(crate = #core::private::monitor::linkme)]
            static __QOM_COMMAND: __qom::#entry = __qom::#entry {
                name: #name,
                #words
                is_late: #is_late,
                command: #command,
                file: ::core::file!(),
                line: ::core::line!(),
            };
        };
    }
}
