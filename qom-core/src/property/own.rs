//! Properties that one object has for itself, added at run time.

use crate::sync::lock;
use std::sync::{Arc, Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use super::computed::ComputedValue;
use super::prop::PropertyField;
use super::value::PropertyValue;
use crate::by_name::ByName;
use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt, WeakObj};
use crate::types::{
    Accessible, CheckFn, FromValue, Input, LinkAccess, OwnAccess, PropertyInfo, PropertySource, Refusal, Shape, Value,
};

/// A property for one object, to be added by [`Object::add_property`]: what another object of the type need not have.
///
/// ```
/// use qom_core::prelude::*;
///
/// #[qom_type(init = Mixer::add_channels)]
/// pub struct Mixer {
///     #[property(default = 3)]
///     channels: Prop<u8>,
/// }
///
/// impl Mixer {
///     fn add_channels(&self) {
///         for _ in 0..self.channels.get() {
///             let volume = ObjectProperty::new(Prop::new(50_u8)).description("from 0 to 100");
///             self.add_property("volume[*]", volume).expect("there is no other of the name");
///         }
///     }
/// }
///
/// let mixer = Mixer::new();
/// mixer.set("volume[2]", 70)?;
/// assert_eq!(mixer.get::<u8>("volume[2]")?, 70);
/// assert!(mixer.set("volume[3]", 70).is_err());
/// # Ok::<(), Error>(())
/// ```
///
/// QOM: what `object_property_add` makes.
pub struct ObjectProperty {
    access: Box<dyn OwnAccess>,
    doc: String,
    is_readable: bool,
    is_writable: bool,
    is_set_once: bool,
    refuses_deletion: Option<bool>,
    is_settable_always: bool,
}

impl ObjectProperty {
    /// One with a value of its own: a [`Prop`](super::Prop), a [`Link`](crate::Link) or a [`WeakLink`](crate::WeakLink).
    ///
    /// QOM: `object_property_add_uint32_ptr` and its like, `object_property_add_link`.
    #[doc(alias(
        "object_property_add_uint8_ptr",
        "object_property_add_uint16_ptr",
        "object_property_add_uint32_ptr",
        "object_property_add_uint64_ptr",
        "object_property_add_link"
    ))]
    pub fn new<F: PropertyField + Send + Sync + 'static>(field: F) -> Self {
        Self::with(Box::new(Held(field)))
    }

    /// One that is computed from the object, and cannot be set.
    ///
    /// QOM: `object_property_add` with a getter alone.
    #[doc(alias = "object_property_add_tm")]
    pub fn computed<V: ComputedValue>(get: impl Fn(&Object) -> V + Send + Sync + 'static) -> Self {
        Self::with(Box::new(Computed::<V::Value> {
            get: Some(Box::new(move |object| get(object).computed())),
            set: None,
        }))
        .read_only()
    }

    /// One that is computed from the object, and can be set.
    ///
    /// QOM: `object_property_add` with both accessors.
    #[doc(alias("object_property_add_str", "object_property_add_bool", "object_property_add_enum"))]
    pub fn computed_settable<T: PropertyValue>(
        get: impl Fn(&Object) -> Result<T> + Send + Sync + 'static,
        set: impl Fn(&Object, T) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::with(Box::new(Computed::<T> {
            get: Some(Box::new(move |object| get(object)?.try_into_value().map_err(Refusal::unnamed))),
            set: Some(Box::new(set)),
        }))
    }

    /// One that can be set, and not read.
    ///
    /// QOM: `object_property_add` with a setter alone.
    pub fn write_only<T: PropertyValue>(set: impl Fn(&Object, T) -> Result<()> + Send + Sync + 'static) -> Self {
        let mut property = Self::with(Box::new(Computed::<T> { get: None, set: Some(Box::new(set)) }));
        property.is_readable = false;
        property
    }

    /// What people are told of it.
    #[doc(alias = "object_property_set_description")]
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.doc = text.into();
        self
    }

    /// It cannot be set by name.
    #[doc(alias = "object_property_add_const_link")]
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.is_writable = false;
        self
    }

    /// It can be set by name also when its object, a device, is realized.
    #[must_use]
    pub fn settable_always(mut self) -> Self {
        self.is_settable_always = true;
        self
    }

    /// A link that, once it leads to an object, stays so.
    #[must_use]
    pub fn set_once(mut self) -> Self {
        self.is_set_once = true;
        self
    }

    /// Whether the object that it leads to cannot be deleted; else it leads to none when that is deleted. Without this
    /// a `Link` refuses, and a `WeakLink` does not.
    #[must_use]
    pub fn refuses_deletion(mut self, refuses: bool) -> Self {
        self.refuses_deletion = Some(refuses);
        self
    }

    fn with(access: Box<dyn OwnAccess>) -> Self {
        Self {
            access,
            doc: String::new(),
            is_readable: true,
            is_writable: true,
            is_set_once: false,
            refuses_deletion: None,
            is_settable_always: false,
        }
    }

    /// One that leads to an object while that is there, and cannot be set.
    pub(crate) fn leading_to(target: &Object) -> Self {
        let target_type = target.type_name();
        let target = target.handle().as_ref().map(Obj::downgrade).unwrap_or_default();
        Self::with(Box::new(LeadsTo { target, target_type })).read_only()
    }

    /// A child, which is a property of its parent.
    pub(super) fn child(child: Obj<Object>) -> Self {
        Self::with(Box::new(ChildOf(child))).read_only()
    }

    /// It says what has a meaning for links, and is none.
    pub(crate) fn says_what_links_say(&self) -> bool {
        let is_link = self.access.field().is_some_and(|field| field.as_link().is_some());
        !is_link && (self.is_set_once || self.refuses_deletion.is_some())
    }

    /// As it is described, under this name.
    pub(crate) fn info<'p>(&'p self, name: &'p str) -> PropertyInfo<'p> {
        let source = PropertySource::Own(&*self.access);
        let mut info = PropertyInfo::new(name, String::new, Shape::default, &self.doc, source);
        info = if self.is_readable { info } else { info.write_only() };
        info = if self.is_writable { info } else { info.read_only() };
        info = if self.is_set_once { info.set_once() } else { info };
        info = if self.is_settable_always { info.settable_always() } else { info };
        self.refuses_deletion.map_or(info, |refuses| info.with_deletion(refuses))
    }
}

/// A field, outside a struct.
struct Held<F>(F);

impl<F: PropertyField + Send + Sync> OwnAccess for Held<F> {
    fn type_name(&self) -> String {
        F::type_name()
    }

    fn shape(&self) -> Shape {
        F::shape()
    }

    fn field(&self) -> Option<&dyn Accessible> {
        Some(self.0.accessible())
    }

    fn get(&self, _: &Object) -> Result<Value> {
        self.0.accessible().read().map_err(Refusal::unnamed)
    }

    fn set(&self, owner: &Object, name: &str, input: Input<'_>) -> Result<()> {
        self.0.accessible().write(owner, input, None).map_err(|refusal| refusal.of(name))
    }
}

type Getter = dyn Fn(&Object) -> Result<Value> + Send + Sync;
type Setter<T> = dyn Fn(&Object, T) -> Result<()> + Send + Sync;

struct Computed<T> {
    get: Option<Box<Getter>>,
    set: Option<Box<Setter<T>>>,
}

impl<T: PropertyValue> OwnAccess for Computed<T> {
    fn type_name(&self) -> String {
        T::type_name()
    }

    fn shape(&self) -> Shape {
        T::shape()
    }

    fn field(&self) -> Option<&dyn Accessible> {
        None
    }

    fn get(&self, owner: &Object) -> Result<Value> {
        self.get.as_ref().map_or(Ok(Value::Null), |get| get(owner))
    }

    fn set(&self, owner: &Object, name: &str, input: Input<'_>) -> Result<()> {
        let value = T::from_input(input).map_err(|refusal| refusal.of(name))?;
        self.set.as_ref().map_or(Ok(()), |set| set(owner, value))
    }
}

struct LeadsTo {
    target: WeakObj<Object>,
    target_type: &'static str,
}

impl LeadsTo {
    fn path(&self) -> Value {
        self.target.upgrade().and_then(|target| target.canonical_path()).unwrap_or_default().into()
    }
}

impl OwnAccess for LeadsTo {
    fn type_name(&self) -> String {
        format!("link<{}>", self.target_type)
    }

    fn shape(&self) -> Shape {
        Shape::default()
    }

    fn field(&self) -> Option<&dyn Accessible> {
        Some(self)
    }

    fn get(&self, _: &Object) -> Result<Value> {
        Ok(self.path())
    }

    fn set(&self, _: &Object, _: &str, _: Input<'_>) -> Result<()> {
        Ok(())
    }
}

/// It stays what it is.
impl Accessible for LeadsTo {
    fn read(&self) -> Result<Value, Refusal> {
        Ok(self.path())
    }

    fn write(&self, _: &Object, _: Input<'_>, _: Option<CheckFn>) -> Result<(), Refusal> {
        Ok(())
    }

    fn convert(&self, _: &Object, _: Input<'_>) -> Result<Value, Refusal> {
        self.read()
    }

    fn save(&self) -> Box<dyn FnOnce() + '_> {
        Box::new(|| {})
    }

    fn as_link(&self) -> Option<&dyn LinkAccess> {
        Some(self)
    }
}

impl LinkAccess for LeadsTo {
    fn target(&self) -> Option<Obj<Object>> {
        self.target.upgrade()
    }

    fn write_once(&self, _: &Object, _: Input<'_>, _: Option<CheckFn>) -> Result<(), Refusal> {
        Ok(())
    }

    fn link_to(&self, _: &Object, _: Option<Obj<Object>>, _: Option<CheckFn>, _: bool) -> Result<(), Refusal> {
        Ok(())
    }

    fn bind(&self, _: &Object, _: &str, _: Option<bool>) {}
}

struct ChildOf(Obj<Object>);

impl OwnAccess for ChildOf {
    fn type_name(&self) -> String {
        format!("child<{}>", self.0.type_name())
    }

    fn shape(&self) -> Shape {
        Shape::default()
    }

    fn field(&self) -> Option<&dyn Accessible> {
        None
    }

    fn get(&self, _: &Object) -> Result<Value> {
        Ok(self.0.canonical_path().unwrap_or_default().into())
    }

    fn set(&self, _: &Object, _: &str, _: Input<'_>) -> Result<()> {
        Ok(())
    }
}

/// What an object has under a name of its own.
#[derive(Clone)]
pub(crate) enum Own {
    Property(Arc<ObjectProperty>),
    /// That of another object.
    Alias {
        target: WeakObj<Object>,
        property: Arc<str>,
    },
}

/// The properties of one object: its attachment once it has any, or children in an array.
#[derive(Default)]
pub(crate) struct OwnProperties {
    all: Mutex<ByName<Own>>,
    /// For each array of names, a number below which all are taken.
    arrays: Mutex<FxHashMap<Box<str>, usize>>,
}

impl OwnProperties {
    pub(crate) fn of(object: &Object) -> &Self {
        object.get_or_attach(None, Self::default)
    }

    fn lock(&self) -> MutexGuard<'_, ByName<Own>> {
        lock(&self.all)
    }

    pub(crate) fn put(&self, name: &Arc<str>, own: Own) -> bool {
        self.lock().put(name, own)
    }

    pub(crate) fn take(&self, name: &str) -> Option<Own> {
        let taken = self.lock().take(name);
        self.is_free(name);
        taken
    }

    pub(crate) fn get(&self, name: &str) -> Option<Own> {
        self.lock().get(name)
    }

    pub(super) fn list(&self) -> Vec<(Arc<str>, Own)> {
        self.lock().list()
    }

    /// The first name of the array that is not taken.
    pub(crate) fn first_free(&self, array: &str, is_taken: impl Fn(&str) -> bool) -> Arc<str> {
        let mut arrays = lock(&self.arrays);
        let first = arrays.entry(array.into()).or_default();
        loop {
            let name = format!("{array}[{first}]");
            if !is_taken(&name) {
                return name.into();
            }
            *first += 1;
        }
    }

    /// A name that was taken is not any more.
    pub(crate) fn is_free(&self, name: &str) {
        let Some((array, index)) = name.strip_suffix(']').and_then(|name| name.split_once('[')) else { return };
        let mut arrays = lock(&self.arrays);
        if let (Some(first), Ok(index)) = (arrays.get_mut(array), index.parse::<usize>()) {
            *first = index.min(*first);
        }
    }
}

/// Where the property is that a name stands for.
pub(crate) enum Located {
    Class(&'static PropertyInfo<'static>),
    Own(Arc<ObjectProperty>, Arc<str>),
}

impl Located {
    pub(crate) fn info(&self) -> PropertyInfo<'_> {
        match self {
            Self::Class(info) => **info,
            Self::Own(property, name) => property.info(name),
        }
    }
}

impl Object {
    /// The property that a name stands for, and whose it is if that is another: at the end of all aliases.
    pub(crate) fn locate(&self, name: &str) -> Result<(Option<Obj<Object>>, Located)> {
        let (mut holder, mut name): (Option<Obj<Object>>, Arc<str>) = (None, name.into());
        loop {
            let object = holder.as_deref().unwrap_or(self);
            if let Some(info) = object.class().property(&name) {
                return Ok((holder, Located::Class(info)));
            }
            match object.attached::<OwnProperties>().and_then(|own| own.get(&name)) {
                Some(Own::Property(property)) => return Ok((holder, Located::Own(property, name))),
                Some(Own::Alias { target, property }) => {
                    let gone = || Error::AliasedIsGone { owner: object.type_name().into(), name: (*name).into() };
                    holder = Some(target.upgrade().ok_or_else(gone)?);
                    name = property;
                }
                None => {
                    let missing = || Error::PropertyNotFound { owner: object.type_name().into(), name: (*name).into() };
                    let child = object.child(&name).ok_or_else(missing)?;
                    return Ok((holder, Located::Own(Arc::new(ObjectProperty::child(child)), name)));
                }
            }
        }
    }

    /// What the object has under this name, beside the properties of its class and its children.
    pub(crate) fn own(&self, name: &str) -> Option<Own> {
        self.attached::<OwnProperties>()?.get(name)
    }
}

/// What is converted by somebody else.
pub(super) fn converted<T: FromValue>(value: Value, name: &str) -> Result<T> {
    T::from_value(value).map_err(|refusal| refusal.of(name))
}
