//! Several properties set, or none.

use crate::error::Result;
use crate::object::{Obj, Object};
use crate::property::own::Located;
use crate::tree::{run_each, watch};
use crate::types::{Input, PropertyInfo, Value};

/// One of those that are to be set: whose it is, if not the object's own, and its value.
struct Given {
    holder: Option<Obj<Object>>,
    located: Located,
    name: String,
    value: Value,
}

/// How to get back to what was before, the latest change first; also when a setter panics.
#[derive(Default)]
struct Undo<'g>(Vec<Box<dyn FnOnce() + 'g>>);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        // A setter that panics when it gets back its old value keeps none of the others.
        let _ = run_each(std::mem::take(&mut self.0).into_iter().rev(), |undo| undo());
    }
}

pub(super) fn set_all<'n>(object: &Object, values: impl Iterator<Item = (&'n str, Value)>) -> Result<()> {
    let mut given = Vec::new();
    for (name, value) in values {
        let (holder, located) = object.locate(name)?;
        given.push(Given { holder, located, name: name.to_owned(), value });
    }
    // What can be found out without changing anything comes first.
    for Given { holder, located, name, value } in &given {
        let (owner, info) = (holder.as_deref().unwrap_or(object), located.info());
        owner.ask_before_set(&info)?;
        info.check_as(name, owner, Input::Value(value.clone()))?;
    }
    let mut undo = Undo::default();
    for Given { holder, located, name, value } in &given {
        let (owner, info) = (holder.as_deref().unwrap_or(object), located.info());
        // Again, since one that was set may have changed what the others may do.
        owner.ask_before_set(&info)?;
        // Before it is set: a setter that refuses may have changed something already.
        undo.0.extend(how_to_restore(owner, info));
        info.write_as(name, owner, Input::Value(value.clone()))?;
    }
    undo.0.clear();
    for Given { holder, located, .. } in &given {
        watch::changed(holder.as_deref().unwrap_or(object), located.info().name());
    }
    Ok(())
}

/// `None`: what is computed and cannot be read.
fn how_to_restore<'g>(owner: &'g Object, info: PropertyInfo<'g>) -> Option<Box<dyn FnOnce() + 'g>> {
    if let Some(field) = info.field(owner) {
        return Some(field.save());
    }
    let old = if info.is_readable() { info.read(owner).ok()? } else { return None };
    Some(Box::new(move || {
        // It was the value a moment ago.
        let _ = info.write(owner, Input::Value(old));
    }))
}
