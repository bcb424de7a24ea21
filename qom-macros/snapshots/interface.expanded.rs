// What `interface.in.rs` expands to.
// Look at: the interface is a transparent view of an object; it is its own interface; its hooks are those of a class.

/// What has a label.
/**

QOM interface `named`: an object seen through it. Types list it and implement [`NamedImpl`]; [`Extends`](qom_core::types::Extends) has who lists it, of all crates.*/
#[repr(transparent)]
pub struct Named {
    object: ::qom_core::private::Object,
}
impl ::core::ops::Deref for Named {
    type Target = ::qom_core::private::Object;
    #[inline]
    fn deref(&self) -> &::qom_core::private::Object {
        &self.object
    }
}
/// What has a label.
/**

The hooks of [`Named`](Named). A type implements the trait with those that it fills itself, and inherits the others.*/
#[allow(rustdoc::private_intra_doc_links)]
#[allow(clippy::used_underscore_binding)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` implements none of the hooks of `Named`, so it makes no super call of `Named`",
    label = "there is no `impl NamedImpl for {Self}`",
    note = "an override makes it, in `impl NamedImpl for X`, with its own `this`; from elsewhere call the method itself"
)]
pub trait NamedImpl: ::qom_core::private::Lists<Named> {
    ///The names of the pure methods that an abstract type, though it overrides others, leaves to its subtypes.
    const STILL_PURE: &'static [&'static ::core::primitive::str] = &[];
    /// Its label.
    fn label(this: &Self) -> Label;
}
/** The class layer of [`Named`]: its methods and class fields as one class has them.

 QOM: `NamedClass`.*/
pub struct NamedClass {
    /// The pure methods that nothing fills yet.
    qom_missing: ::std::vec::Vec<&'static ::core::primitive::str>,
    label: fn(&Named) -> Label,
}
#[allow(
    deprecated,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused_braces,
    unused_parens,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
const _: () = {
    use ::qom_core::private as __qom;
    #[allow(dead_code)]
    impl NamedClass {
        /** The layer of the class of an object.

 QOM: `NAMED_GET_CLASS`.*/
        #[inline]
        pub fn of(this: &Named) -> &'static Self {
            __qom::layer_of::<Self>(this)
        }
        fn qom_base() -> ::std::boxed::Box<dyn __qom::AnyLayer> {
            ::std::boxed::Box::new(Self {
                qom_missing: ::std::vec!["label"],
                label: |_| __qom::pure_method_called("Named", "label"),
            })
        }
        /// Sets the method `label` of the class under construction, for its subtypes too.
        pub fn set_label<Implementor: __qom::HasInterface<Named>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: fn(&Named) -> Label,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.label = value;
            layer.qom_missing.retain(|missing| *missing != "label");
        }
    }
    impl ::core::clone::Clone for NamedClass {
        fn clone(&self) -> Self {
            Self {
                qom_missing: ::core::clone::Clone::clone(&self.qom_missing),
                label: self.label,
            }
        }
    }
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::Layer for NamedClass {
        type Owner = Named;
        fn missing(&self) -> &[&'static ::core::primitive::str] {
            &self.qom_missing
        }
    }
    #[allow(dead_code)]
    impl Named {
        /// Its label.
        /**

Calls the method of the object's class. A type overrides it in its `impl` of [`NamedImpl`].*/
        #[inline]
        pub fn label(&self) -> Label {
            (__qom::layer_of::<NamedClass>(self).label)(self)
        }
        /** Calls `label` as `class` has it, whatever the class of the object.

 # Panics
 If `class` is not one of `Named`, or if its method is that of a type which the object is not.*/
        #[track_caller]
        pub fn label_of(class: &__qom::Class, this: &Named) -> Label {
            (__qom::layer_of_class::<NamedClass>(class).label)(this)
        }
        /// The super call: `label` as the class of `Implementor`'s parent has it.
        #[track_caller]
        pub fn parent_label<Implementor: NamedImpl>(this: &Implementor) -> Label {
            (__qom::parent_layer::<NamedClass, Implementor>()
                .label)(__qom::receiver::<Implementor, Named>(this))
        }
    }
    const __QOM_LAYER: __qom::LayerDeclaration = __qom::LayerDeclaration {
        key: ::core::concat!(::core::module_path!(), "::", "NamedImpl"),
        hooks: "NamedImpl",
        pure: &["label"],
        base: NamedClass::qom_base,
    };
    pub struct __QomOverrides<Implementor>(::core::marker::PhantomData<Implementor>);
    impl<Implementor: NamedImpl> __QomOverrides<Implementor> {
        pub const OVERRIDES: __qom::Overrides = __qom::Overrides {
            layer: ::core::option::Option::Some(__QOM_LAYER),
            still_pure: <Implementor as NamedImpl>::STILL_PURE,
            install: ::core::option::Option::Some(Self::install),
        };
        #[allow(unused_variables)]
        fn install(builder: &mut __qom::ClassBuilder<'_>) {
            let ::core::option::Option::Some(layer) = builder.layer_mut::<NamedClass>()
            else { return };
            layer.label = |this| <Implementor as NamedImpl>::label(
                __qom::receiver::<Named, Implementor>(this),
            );
            layer.qom_missing = <Implementor as NamedImpl>::STILL_PURE.to_vec();
        }
    }
    #[diagnostic::do_not_recommend]
    impl __qom::InterfaceLevel for Named {
        type Base = __qom::NoBase;
        type Closure = __qom::One<Named>;
        type Id = (
            __qom::D8,
            (
                __qom::DE,
                (
                    __qom::DD,
                    (
                        __qom::D9,
                        (
                            __qom::D1,
                            (
                                __qom::D1,
                                (
                                    __qom::D5,
                                    (
                                        __qom::D0,
                                        (
                                            __qom::D4,
                                            (
                                                __qom::D4,
                                                (
                                                    __qom::D3,
                                                    (
                                                        __qom::DD,
                                                        (__qom::D8, (__qom::D9, (__qom::D8, (__qom::D0, ())))),
                                                    ),
                                                ),
                                            ),
                                        ),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        );
        type Overrides<T> = __QomOverrides<T>;
        const DEPTH: ::core::primitive::usize = 0;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::Some(
            __QOM_LAYER,
        );
    }
};
#[allow(
    deprecated,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused_braces,
    unused_parens,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
const _: () = {
    use ::qom_core::private as __qom;
    static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_interface::<
        Named,
    >(__qom::Declaration {
        name: "named",
        parent: ::core::option::Option::Some(__qom::root_interface),
        is_abstract: true,
        doc: "What has a label.",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        ended: ::core::option::Option::None,
        ..__qom::Declaration::EMPTY
    });
    __qom::inventory::submit!(__qom::Registration(& __QOM_INFO));
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Named {
        #[inline]
        fn info() -> &'static __qom::TypeInfo {
            &__QOM_INFO
        }
        #[inline]
        fn is_view_of(class: &__qom::Class) -> ::core::primitive::bool {
            class.has_interface(&__QOM_INFO)
        }
        #[inline]
        fn layer_in(class: &__qom::Class) -> __qom::LayerPtr {
            class.interface_layer(&__QOM_INFO)
        }
    }
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::Interface for Named {
        type This = Self;
    }
    #[diagnostic::do_not_recommend]
    impl __qom::HasInterface<Named> for Named {}
    const _: () = ::core::assert!(
        < Named as __qom::InterfaceLevel > ::DEPTH <= __qom::MAX_INTERFACE_DEPTH,
        "an interface derives from at most three others, one above the other"
    );
};
