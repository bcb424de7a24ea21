//! The entry in the table of commands.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::model::Command;

pub(super) fn expand(command: Command) -> TokenStream {
    let Command { ident, name, is_late, arguments, returns, crate_path } = command;
    let core = crate_path.map_or_else(|| quote!(::qom_core), ToTokens::into_token_stream);
    let arguments = arguments.into_iter();
    // One conversion asks for all that the types have to be, so that what is missing is said once.
    let command = quote_spanned!(ident.span()=> &(#ident as fn(&__qom::Monitor #(, #arguments)*) -> #returns));
    quote! {
        const _: () = {
            use #core::private::monitor as __qom;
            #[#core::private::monitor::linkme::distributed_slice(#core::private::monitor::QMP_COMMANDS)]
            #[linkme(crate = #core::private::monitor::linkme)]
            static COMMAND: __qom::QmpCommand = __qom::QmpCommand {
                name: #name,
                is_late: #is_late,
                command: #command,
                file: ::core::file!(),
                line: ::core::line!(),
            };
        };
    }
}
