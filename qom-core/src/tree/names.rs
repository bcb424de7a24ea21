//! The names that an object has: of children, of properties of its class, of properties of its own.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::object::{Obj, Object, ObjectExt};
use crate::property::{ObjectProperty, Own, OwnProperties};
use crate::types::is_name;

impl Object {
    /// Gives this one object a property. The name is one that the object does not have yet; `name[*]` is the first of
    /// `name[0]`, `name[1]`, .. that is free. What comes back is the name.
    ///
    /// QOM: `object_property_try_add`, which does not mind what the name is.
    ///
    /// # Errors
    /// [`Error::BadName`]; [`Error::DuplicateChild`] if the object or its class has a property, or the object a child, of
    /// the name; if it is no link, and says what only links can.
    #[doc(alias("object_property_try_add", "object_property_add", "qdev_property_add_static"))]
    pub fn add_property(&self, name: &str, property: ObjectProperty) -> Result<Arc<str>> {
        if property.says_what_links_say() {
            return Err(Error::other(format!("'{name}' is no link: it cannot be set once, or refuse a deletion")));
        }
        let property = Arc::new(property);
        let name = self.add_own(name, Own::Property(property.clone()))?;
        property.info(&name).bind(self);
        Ok(name)
    }

    /// Gives this one object a property that stands for another, often of a child: it is read and set there, and has its
    /// type. Once that object is gone it can be neither. The name is as in [`add_property`](Self::add_property).
    ///
    /// QOM: `object_property_add_alias`.
    ///
    /// # Errors
    /// As [`add_property`](Self::add_property); [`Error::PropertyNotFound`] if the target does not have the property;
    /// [`Error::CannotAlias`] if it would stand for itself, or for a property of another context.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// #[qom_type]
    /// pub struct Disk {
    ///     #[property(default = 512)]
    ///     sector: Prop<u32>,
    /// }
    ///
    /// let (front, disk) = (Container::new(), Disk::new());
    /// front.add_alias("sector", &disk, "sector")?;
    /// front.set("sector", 4096)?;
    /// assert_eq!(disk.sector.get(), 4096);
    /// drop(disk);
    /// assert!(front.get::<u32>("sector").is_err());
    /// # Ok::<(), Error>(())
    /// ```
    #[doc(alias("object_property_add_alias", "qdev_alias_all_properties"))]
    pub fn add_alias(&self, name: &str, target: &Object, property: &str) -> Result<Arc<str>> {
        let refuse = |why| Error::CannotAlias {
            name: name.into(),
            property: format!("{}.{property}", target.type_name()).into(),
            why,
        };
        if !self.world().is(target.world()) {
            return Err(refuse("they are in different contexts"));
        }
        let Some(holder) = target.handle() else { return Err(refuse("the object is going")) };
        target.locate(property)?;
        let alias = Own::Alias { target: holder.downgrade(), property: property.into() };
        // They may turn out to be the last handles, and go after the lock.
        let mut passed: Vec<Obj<Object>> = vec![holder];
        self.add_own_unless(name, alias, |own_name| {
            // What aliases lead to changes under the lock of the topology only, so no circle is closed by two threads.
            let mut name: Arc<str> = property.into();
            while let Some(at) = passed.last() {
                if std::ptr::eq::<Object>(&**at, self) && *name == *own_name {
                    return Err(refuse("it would stand for itself"));
                }
                let Some(Own::Alias { target, property }) = at.own(&name) else { break };
                let Some(next) = target.upgrade() else { break };
                passed.push(next);
                name = property;
            }
            Ok(())
        })
    }

    /// Takes a property away that this one object was given.
    ///
    /// QOM: `object_property_del`, which crashes if there is none.
    ///
    /// # Errors
    /// [`Error::PropertyNotFound`]: also for properties of the class, which all objects of the type keep, and for children,
    /// which are taken away by [`unparent`](Self::unparent).
    #[doc(alias = "object_property_del")]
    pub fn remove_property(&self, name: &str) -> Result<()> {
        let taken = {
            let _topology = self.world().lock_topology();
            self.attached::<OwnProperties>().and_then(|own| own.take(name))
        };
        // Its own destructors run without the lock.
        let missing = || Error::PropertyNotFound { owner: self.type_name().into(), name: name.into() };
        taken.map(drop).ok_or_else(missing)
    }

    fn add_own(&self, name: &str, own: Own) -> Result<Arc<str>> {
        self.add_own_unless(name, own, |_| Ok(()))
    }

    fn add_own_unless(&self, name: &str, own: Own, check: impl FnOnce(&str) -> Result<()>) -> Result<Arc<str>> {
        check_name(name)?;
        let properties = OwnProperties::of(self);
        let _topology = self.world().lock_topology();
        let name = self.free_name(name)?;
        check(&name)?;
        properties.put(&name, own);
        Ok(name)
    }

    /// The name, or the first free one of an array. The caller holds the lock of the topology.
    pub(super) fn free_name(&self, name: &str) -> Result<Arc<str>> {
        if let Some(array) = name.strip_suffix("[*]") {
            return Ok(OwnProperties::of(self).first_free(array, |name| self.has_property(name)));
        }
        if self.has_property(name) { Err(self.duplicate(name)) } else { Ok(name.into()) }
    }
}

/// Whether something new can be called so.
pub(super) fn check_name(name: &str) -> Result<()> {
    let array = name.strip_suffix("[*]");
    if array.map_or_else(|| is_name(name), crate::types::is_id) {
        return Ok(());
    }
    Err(Error::BadName { name: name.into() })
}
