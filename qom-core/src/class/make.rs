//! Making a class.

use super::builder::ClassBuilder;
use super::interfaces::{Implemented, InterfaceTable};
use super::lock::MakingLock;
use super::overrides::Overrides;
use super::{Class, PropertyTable, Unique};
use crate::error::{Error, Result};
use crate::object::{AnyLayer, LayerPtr, Object, RustLevel};
use crate::types::{InstanceHook, MAX_DEPTH, PropertyInfo, Shared, TypeInfo};

/// The class of a type that has none yet, with those of its ancestors.
#[cold]
pub(crate) fn make(info: &'static TypeInfo) -> Result<&'static Class> {
    // Root first: a line of types that are made at run time can be longer than a stack is deep.
    let mut missing = Vec::new();
    let mut next = info.parent_info()?;
    while let Some(ancestor) = next
        && ancestor.class_cell().get().is_none()
    {
        missing.push(ancestor);
        next = ancestor.parent_info()?;
    }
    for ancestor in missing.into_iter().rev() {
        make_one(ancestor)?;
    }
    make_one(info)
}

/// The class of a type whose parent has one.
fn make_one(info: &'static TypeInfo) -> Result<&'static Class> {
    info.class_cell().get_or_make(
        MakingLock::global(),
        || {
            if !info.is_genuine() {
                return Err(Error::other(format!("'{}' is not the description of its Rust type", info.name())));
            }
            let parent = info.parent_info()?.map(TypeInfo::class).transpose()?;
            let mut builder = build(info, parent)?;
            if info.is_interface() {
                builder.add_interface(info);
            }
            builder.check_complete()?;
            let properties = properties(info, parent)?;
            Ok(Box::leak(Box::new(finish(info, parent, builder, properties))))
        },
        || Error::ClassRecursion { name: info.name().into() },
    )
}

/// Refuses a type, not registered yet, that could be created but leaves pure methods open. It takes making its class
/// to know what its `class_init` fills; that is done here, once more than needed, only where a method was open.
pub(crate) fn check_pure_hooks(info: &TypeInfo) -> Result<()> {
    if info.is_abstract() {
        return Ok(());
    }
    // What is wrong with the parent or an interface may be mended by a later registration.
    let Ok(Some(parent)) = info.parent_info() else { return Ok(()) };
    let (Ok(parent), Ok(interfaces)) = (parent.class(), info.interface_infos()) else { return Ok(()) };
    let adds_pure = interfaces.iter().flat_map(|interface| interface.lineage()).any(|interface| {
        let layer = interface.rust.as_ref().and_then(|rust| rust.layer);
        layer.is_some_and(|layer| !layer.pure.is_empty())
    });
    if adds_pure || parent.is_incomplete() {
        let _entered = MakingLock::global().enter();
        build(info, Some(parent))?.check_complete()?;
    }
    Ok(())
}

/// QOM's order: the parent's class is copied, interfaces are added, `class_base_init` of the ancestors runs, nearest
/// first, then the type's own overrides and `class_init`.
fn build<'t>(info: &'t TypeInfo, parent: Option<&'static Class>) -> Result<ClassBuilder<'t>> {
    let mut builder = ClassBuilder::new(info, parent)?;
    if info.is_interface() {
        return Ok(builder);
    }
    for ancestor in parent.into_iter().flat_map(Class::lineage) {
        if let Some(hook) = ancestor.type_info().class_base_init {
            hook(&mut builder);
        }
    }
    let overrides: &[Overrides] = info.rust.as_ref().map_or(&[], |rust| rust.overrides);
    for install in overrides.iter().filter_map(|overrides| overrides.install) {
        install(&mut builder);
    }
    if let Some(hook) = &info.class_init {
        info.check_class_init()?;
        hook.run(&mut builder);
    }
    Ok(builder)
}

/// The parent's properties and the type's own.
fn properties(info: &'static TypeInfo, parent: Option<&'static Class>) -> Result<PropertyTable> {
    info.check_properties()?;
    let inherited = parent.map(|parent| parent.properties.clone()).unwrap_or_default();
    let own = info.properties().map(|property| (property.name(), property));
    Ok(inherited.into_iter().chain(own).collect())
}

fn finish(
    info: &'static TypeInfo,
    parent: Option<&'static Class>,
    builder: ClassBuilder<'_>,
    properties: PropertyTable,
) -> Class {
    let mut line = parent.map_or([None; MAX_DEPTH + 1], |parent| parent.line);
    let mut rust = parent.and_then(|parent| parent.rust);
    let mut level = RustLevel::NONE;
    if let Some(link) = &info.rust
        && let Some(own) = link.object
    {
        line[link.depth] = Some(info);
        level = own.level;
        rust = Some(own);
    }
    let layers: Box<[Option<&'static dyn AnyLayer>]> =
        builder.layers.into_iter().map(|layer| layer.map(leak)).collect();
    let mut layer_ptrs = [LayerPtr::NONE; MAX_DEPTH + 1];
    for (slot, layer) in layer_ptrs.iter_mut().zip(&layers) {
        *slot = layer.map_or(LayerPtr::NONE, LayerPtr::to);
    }
    let levels = levels(info, parent);
    let ended = builder.interfaces.iter().find_map(|(interface, _)| interface.ended);
    let interfaces = builder.interfaces.into_iter();
    let interfaces = interfaces.map(|(interface, layer)| Implemented { interface, layer: leak(layer) }).collect();
    Class {
        info,
        parent,
        line,
        layer_ptrs,
        layers,
        interfaces: InterfaceTable::new(interfaces),
        rust,
        level,
        next_drop: parent.and_then(Class::first_drop),
        properties,
        inits: inits(&levels),
        post_inits: post_inits(&levels),
        unparent: {
            let inherited = parent.iter().flat_map(|parent| &parent.unparent).copied();
            info.unparent.as_ref().map(Shared::get).into_iter().chain(inherited).collect()
        },
        before_set: parent.iter().flat_map(|parent| &parent.before_set).copied().chain(info.before_set).collect(),
        ended,
        // What takes a place gives it back.
        unique: ended.and(info.singleton()).map(|info| Unique { info, number: info.group.group_number() }),
    }
}

/// Classes live for ever, and so do their layers.
fn leak(layer: Box<dyn AnyLayer>) -> &'static dyn AnyLayer {
    Box::leak(layer)
}

/// The types from the root on.
fn levels(info: &'static TypeInfo, parent: Option<&'static Class>) -> Vec<&'static TypeInfo> {
    let ancestors = parent.into_iter().flat_map(Class::lineage).map(Class::type_info);
    let mut levels: Vec<_> = std::iter::once(info).chain(ancestors).collect();
    levels.reverse();
    levels
}

/// `init` of all levels, each after the level's children are in place; before them, links are told whose they are.
fn inits(levels: &[&'static TypeInfo]) -> Box<[&'static InstanceHook]> {
    let inits = levels.iter().flat_map(|level| [level.adopt, level.init.as_ref().map(Shared::get)]);
    bind_links(levels).into_iter().chain(inits.flatten()).collect()
}

/// `None`: objects of the class have no links.
fn bind_links(levels: &[&'static TypeInfo]) -> Option<&'static InstanceHook> {
    let links: Box<[&PropertyInfo<'_>]> =
        levels.iter().flat_map(|level| level.properties()).filter(|property| property.is_link()).collect();
    // Classes live for ever, and so do their hooks.
    (!links.is_empty()).then(|| -> &'static InstanceHook {
        Box::leak(Box::new(move |object: &Object| links.iter().for_each(|link| link.bind(object))))
    })
}

fn post_inits(levels: &[&'static TypeInfo]) -> Box<[&'static InstanceHook]> {
    levels.iter().filter_map(|level| level.post_init.as_ref().map(Shared::get)).collect()
}
