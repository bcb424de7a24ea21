//! What a command is, checked.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, Ident, ItemFn, LitStr, Path, ReturnType, Type};

use crate::support::errors::Errors;
use crate::support::options::{Known, parse_options, path, value};

const OPTIONS: Known<'_> = Known { of: "of `qmp_command`", names: &["name", "when", "crate"] };

const SIGNATURE: &str = "a command is `fn name(monitor: &Monitor, arguments: Arguments) -> Result<Answer>`";

#[derive(Default)]
pub(super) struct Options {
    name: Option<LitStr>,
    is_late: bool,
    crate_path: Option<Path>,
}

pub(super) struct Command {
    pub(super) ident: Ident,
    pub(super) name: String,
    /// Only when the machine is ready.
    pub(super) is_late: bool,
    pub(super) arguments: Option<Type>,
    pub(super) returns: Type,
    pub(super) crate_path: Option<Path>,
}

pub(super) fn options(tokens: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    parse_options(&OPTIONS, tokens, errors, |name, input| {
        match name.to_string().as_str() {
            "name" => options.name = Some(value(name, "name = \"query-something\"", input)?),
            "when" => {
                let when: Ident = value(name, "when = ready", input)?;
                match when.to_string().as_str() {
                    "always" => {}
                    "ready" => options.is_late = true,
                    other => {
                        let text = format!("`{other}` is no time: there is `always` and `ready`");
                        return Err(syn::Error::new_spanned(when, text));
                    }
                }
            }
            "crate" => options.crate_path = Some(path(name, "crate = path::of::qom_core", input)?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    options
}

pub(super) fn command(function: &ItemFn, options: Options, errors: &mut Errors) -> Option<Command> {
    let sig = &function.sig;
    let is_plain = sig.asyncness.is_none()
        && sig.constness.is_none()
        && sig.abi.is_none()
        && sig.safety.to_token_stream().is_empty()
        && sig.generics.params.is_empty()
        && sig.variadic.is_none();
    if !is_plain {
        errors.at(&sig.ident, format!("{SIGNATURE}, without `async`, `const`, `unsafe`, `extern` or type parameters"));
        return None;
    }
    let mut types = Vec::new();
    for input in &sig.inputs {
        match input {
            FnArg::Typed(input) => types.push((*input.ty).clone()),
            FnArg::Receiver(receiver) => {
                errors.at(receiver, format!("{SIGNATURE}: a function of its own, without `self`"));
                return None;
            }
        }
    }
    let arguments = match &types[..] {
        [Type::Reference(_)] => None,
        [Type::Reference(_), arguments] => Some(arguments.clone()),
        [first, ..] if types.len() < 3 => {
            errors.at(first, format!("{SIGNATURE}: the monitor comes first, and by reference"));
            return None;
        }
        _ => {
            errors.at(&sig.ident, format!("{SIGNATURE}: all arguments are members of one structure"));
            return None;
        }
    };
    let ReturnType::Type(_, returns) = &sig.output else {
        errors.at(&sig.ident, format!("{SIGNATURE}; `Result<()>` if there is nothing to answer"));
        return None;
    };
    let name = match &options.name {
        Some(name) if is_command_name(&name.value()) => name.value(),
        Some(name) => {
            errors.at(name, "the name of a command is letters, digits, '-' and '_', and starts with a letter");
            return None;
        }
        None => sig.ident.to_string().trim_start_matches("r#").replace('_', "-"),
    };
    let Options { is_late, crate_path, .. } = options;
    let (ident, returns) = (sig.ident.clone(), (**returns).clone());
    Some(Command { ident, name, is_late, arguments, returns, crate_path })
}

fn is_command_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
