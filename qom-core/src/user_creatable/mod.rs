//! Objects that users create while a machine is configured or runs: backends of memory, sources of entropy.
//!
//! A type is open to users if it lists [`UserCreatable`]; nothing else has to know of it. They live in `/objects`, under
//! the id that the user gives.
//!
//! ```
//! use qom_core::prelude::*;
//!
//! /// What has to be set before the object can be used.
//! #[qom_type(interfaces = [UserCreatable])]
//! pub struct Secret {
//!     #[property]
//!     data: Prop<Option<String>>,
//! }
//!
//! impl UserCreatableImpl for Secret {
//!     fn complete(this: &Self) -> Result<()> {
//!         ensure!(this.data.get().is_some(), "'data' must be provided");
//!         Ok(())
//!     }
//! }
//!
//! let context = Context::new();
//! let secret = context.object_add_str("secret,id=key0,data=letmein")?;
//! assert_eq!(context.object_at("/objects/key0")?, secret);
//! assert_eq!(context.object_add_str("secret,id=key1").unwrap_err().to_string(), "'data' must be provided");
//! assert!(context.object_at("/objects/key1").is_err());
//! context.object_del("key0")?;
//! # Ok::<(), Error>(())
//! ```

mod keyval;

use std::collections::BTreeMap;

use qom_macros::qom_interface;

use crate::class::{Class, class_by_name};
use crate::context::Context;
use crate::create::or_fail;
use crate::error::{Error, Result};
use crate::object::{Obj, Object};
use crate::types::{Input, Value, is_id};

pub use keyval::KeyVal;

/// A type whose objects users may create.
///
/// QOM: `user-creatable`.
#[qom_interface(UserCreatable)]
pub trait UserCreatableImpl {
    /// All properties are set, and the object is in its place: it takes what it needs, or refuses.
    ///
    /// QOM: `UserCreatableClass.complete`.
    #[doc(alias = "user_creatable_complete")]
    fn complete(this: &Self) -> Result<()> {
        let _ = this;
        Ok(())
    }
    /// Whether it can be deleted now, and is not in use. Users are told no then; code that takes the object out of the tree
    /// is not asked.
    ///
    /// QOM: `UserCreatableClass.can_be_deleted`.
    #[doc(alias = "user_creatable_can_be_deleted")]
    fn can_be_deleted(this: &Self) -> bool {
        let _ = this;
        true
    }
}

impl Context {
    /// Creates an object for a user: of this type, with this id in `/objects`, with these properties, which are set in
    /// their order. All that the type does runs inside this context.
    ///
    /// QOM: `user_creatable_add_type`.
    ///
    /// # Errors
    /// [`Error::NotAnId`]; [`Error::InvalidObjectType`], [`Error::AbstractType`], [`Error::NotUserCreatable`];
    /// [`Error::Occupied`] for a second singleton; what is wrong with a property; [`Error::DuplicateChild`]; what the
    /// type's [`complete`](UserCreatableImpl::complete) says; [`Error::DeletedMeanwhile`]. There is no object then.
    #[doc(alias = "user_creatable_add_type")]
    pub fn object_add<N: AsRef<str>>(
        &self,
        type_name: &str,
        id: &str,
        properties: impl IntoIterator<Item = (N, Value)>,
    ) -> Result<Obj<Object>> {
        let set =
            |object: &Object| properties.into_iter().try_for_each(|(name, value)| object.set(name.as_ref(), value));
        self.enter(|| self.add_user_object(type_name, id, set))
    }

    /// The same from all in one map, with the members `qom-type` and `id`, as it is in JSON; the properties are set in the
    /// order of their names.
    ///
    /// QMP: `object-add`.
    ///
    /// # Errors
    /// As [`object_add`](Self::object_add), and if one of the two is missing, or no string.
    #[doc(alias = "user_creatable_add_qapi")]
    pub fn object_add_map(&self, mut members: BTreeMap<String, Value>) -> Result<Obj<Object>> {
        let (type_name, id) = type_and_id(|name| members.remove(name))?;
        self.object_add(&type_name, &id, members)
    }

    /// The same from a text, `secret,id=key0,data=letmein`: see [`KeyVal`].
    ///
    /// QOM: `user_creatable_add_from_str`, for texts that are not JSON.
    ///
    /// # Errors
    /// As [`object_add`](Self::object_add), and if the text is no such text.
    #[doc(alias("user_creatable_add_from_str", "user_creatable_process_cmdline"))]
    pub fn object_add_str(&self, text: &str) -> Result<Obj<Object>> {
        let mut options = KeyVal::parse(text, Some("qom-type"))?;
        let (type_name, id) = type_and_id(|name| options.remove(name))?;
        let set =
            |object: &Object| options.iter().try_for_each(|(name, value)| object.set_by(name, Input::of_keyval(value)));
        self.enter(|| self.add_user_object(&type_name, &id, set))
    }

    /// Creates an object of any type as a child of this one, with properties given as texts, which are set in their
    /// order; completes it, if it is one for users. What comes back may be dropped: the parent has it too.
    ///
    /// QOM: `object_new_with_props`, `object_new_with_propv`.
    ///
    /// # Errors
    /// As [`create_by_name`](Self::create_by_name), [`Object::set_from_str`], [`Object::add_child`]; what the type's
    /// [`complete`](UserCreatableImpl::complete) says; [`Error::DeletedMeanwhile`]. There is no object then.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// #[qom_type]
    /// pub struct Label {
    ///     #[property]
    ///     text: Prop<String>,
    /// }
    ///
    /// let context = Context::new();
    /// let label = context.create_with("label", &*context.object_at("/objects")?, "label0", [("text", "Hello")])?;
    /// assert_eq!(label.get::<String>("text")?, "Hello");
    /// assert_eq!(label.canonical_path().as_deref(), Some("/objects/label0"));
    /// # Ok::<(), Error>(())
    /// ```
    #[doc(alias("object_new_with_props", "object_new_with_propv"))]
    pub fn create_with<'t>(
        &self,
        type_name: &str,
        parent: &Object,
        name: &str,
        properties: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Obj<Object>> {
        let set = |object: &Object| properties.into_iter().try_for_each(|(name, text)| object.set_from_str(name, text));
        self.enter(|| put_in_place(class_by_name(type_name)?, parent, name, set))
    }

    fn add_user_object(
        &self,
        type_name: &str,
        id: &str,
        set: impl FnOnce(&Object) -> Result<()>,
    ) -> Result<Obj<Object>> {
        if !is_id(id) {
            return Err(Error::NotAnId { name: "id".into() });
        }
        let class = user_class(type_name)?;
        put_in_place(class, &*self.object_at("/objects")?, id, set)
    }

    /// Deletes an object that a user created: it leaves `/objects`, and goes with its last handle. Links to it that let it
    /// be deleted lead to none from then on.
    ///
    /// QOM: `user_creatable_del`.
    ///
    /// # Errors
    /// [`Error::NoSuchId`]; [`Error::InUse`], also while a link leads to it that refuses.
    #[doc(alias = "user_creatable_del")]
    pub fn object_del(&self, id: &str) -> Result<()> {
        let missing = || Error::NoSuchId { id: id.into() };
        let object = self.object_at("/objects")?.child(id).ok_or_else(missing)?;
        // What code has put there is not the user's.
        let user_object = object.as_interface::<UserCreatable>().ok_or_else(missing)?;
        if !self.enter(|| user_object.can_be_deleted()) {
            return Err(Error::InUse { name: id.into(), user: None });
        }
        object.delete()
    }
}

fn put_in_place(
    class: &'static Class,
    parent: &Object,
    name: &str,
    set: impl FnOnce(&Object) -> Result<()>,
) -> Result<Obj<Object>> {
    let object = or_fail(|| {
        let object = class.create()?;
        set(&object)?;
        Ok(object)
    })?;
    parent.add_child(name, &object)?;
    let unless_done = Unparent(Some(&object));
    if let Some(object) = object.as_interface::<UserCreatable>() {
        or_fail(|| object.complete())?;
    }
    if object.is_out() {
        return Err(Error::DeletedMeanwhile { name: name.into() });
    }
    unless_done.done();
    Ok(object)
}

/// What is taken out of options beside properties.
fn type_and_id(mut take: impl FnMut(&str) -> Option<Value>) -> Result<(String, String)> {
    let mut text = |name: &str| match take(name) {
        Some(Value::Str(text)) => Ok(text),
        Some(_) => Err(Error::InvalidParameterType { name: name.into(), expected: "string".into() }),
        None => Err(Error::MissingParameter { name: name.into() }),
    };
    Ok((text("qom-type")?, text("id")?))
}

fn user_class(name: &str) -> Result<&'static Class> {
    let class = match class_by_name(name) {
        Err(Error::UnknownType { name }) => return Err(Error::InvalidObjectType { name }),
        other => other?,
    };
    if !class.is::<UserCreatable>() || class.is_interface() {
        return Err(Error::NotUserCreatable { name: name.into() });
    }
    if class.is_abstract() {
        return Err(Error::AbstractType { name: name.into() });
    }
    Ok(class)
}

/// Takes an object out of the tree unless what is being done with it is done, also when that panics.
struct Unparent<'o>(Option<&'o Object>);

impl Unparent<'_> {
    fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Unparent<'_> {
    fn drop(&mut self) {
        if let Some(object) = self.0 {
            object.unparent();
            // What has not come to be is no use to anybody.
            crate::tree::clear_all_links(object);
        }
    }
}
