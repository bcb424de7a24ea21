// What `interface_with_base.in.rs` expands to.
// Look at: it derefs to the base, whose closure and depth it adds to.

/**

QOM interface `titled-thing`, base [`Named`](names::Named): an object seen through it. Types list it and implement [`TitledImpl`]; [`Extends`](qom_core::types::Extends) has who lists it, of all crates.*/
#[repr(transparent)]
struct Titled {
    object: names::Named,
}
impl ::core::ops::Deref for Titled {
    type Target = names::Named;
    #[inline]
    fn deref(&self) -> &names::Named {
        &self.object
    }
}
#[allow(clippy::used_underscore_binding)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` implements none of the hooks of `Titled`, so it makes no super call of `Titled`",
    label = "there is no `impl TitledImpl for {Self}`",
    note = "an override makes it, in `impl TitledImpl for X`, with its own `this`; from elsewhere call the method itself"
)]
trait TitledImpl: ::qom_core::private::Lists<Titled> {
    #[doc(hidden)]
    const STILL_PURE: &'static [&'static ::core::primitive::str] = &[];
    fn rank() -> u8 {
        ::qom_core::private::parent_layer::<TitledClass, Self>().rank()
    }
}
/** The class layer of [`Titled`]: its methods and class fields as one class has them.

 QOM: `TitledClass`.*/
struct TitledClass {
    /// The pure methods that nothing fills yet.
    qom_missing: ::std::vec::Vec<&'static ::core::primitive::str>,
    rank: u8,
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
    impl TitledClass {
        /** The layer of the class of an object.

 QOM: `TITLED_GET_CLASS`.*/
        #[inline]
        fn of(this: &Titled) -> &'static Self {
            __qom::layer_of::<Self>(this)
        }
        fn qom_base() -> ::std::boxed::Box<dyn __qom::AnyLayer> {
            ::std::boxed::Box::new(Self {
                qom_missing: ::std::vec![],
                rank: <Titled>::qom_base_rank(),
            })
        }
        fn rank(&self) -> u8 {
            <u8 as ::core::clone::Clone>::clone(&self.rank)
        }
        /// Sets the class field `rank` of the class under construction, for its subtypes too.
        fn set_rank<Implementor: __qom::HasInterface<Titled>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: u8,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.rank = value;
        }
    }
    impl ::core::clone::Clone for TitledClass {
        fn clone(&self) -> Self {
            Self {
                qom_missing: ::core::clone::Clone::clone(&self.qom_missing),
                rank: <u8 as ::core::clone::Clone>::clone(&self.rank),
            }
        }
    }
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::Layer for TitledClass {
        type Owner = Titled;
        fn missing(&self) -> &[&'static ::core::primitive::str] {
            &self.qom_missing
        }
    }
    #[allow(dead_code)]
    impl Titled {
        #[doc(hidden)]
        #[allow(unused_variables)]
        fn qom_base_rank() -> u8 {
            0
        }
        /**

The value is that of the object's class. A type sets it in its `impl` of [`TitledImpl`].*/
        fn rank(&self) -> u8 {
            __qom::layer_of::<TitledClass>(self).rank()
        }
    }
    const __QOM_LAYER: __qom::LayerDeclaration = __qom::LayerDeclaration {
        key: ::core::concat!(::core::module_path!(), "::", "TitledImpl"),
        hooks: "TitledImpl",
        pure: &[],
        base: TitledClass::qom_base,
    };
    pub struct __QomOverrides<Implementor>(::core::marker::PhantomData<Implementor>);
    impl<Implementor: TitledImpl> __QomOverrides<Implementor> {
        pub const OVERRIDES: __qom::Overrides = __qom::Overrides {
            layer: ::core::option::Option::Some(__QOM_LAYER),
            still_pure: <Implementor as TitledImpl>::STILL_PURE,
            install: ::core::option::Option::Some(Self::install),
        };
        #[allow(unused_variables)]
        fn install(builder: &mut __qom::ClassBuilder<'_>) {
            let value_rank = <Implementor as TitledImpl>::rank();
            let ::core::option::Option::Some(layer) = builder.layer_mut::<TitledClass>()
            else { return };
            layer.rank = value_rank;
            layer.qom_missing = <Implementor as TitledImpl>::STILL_PURE.to_vec();
        }
    }
    #[diagnostic::do_not_recommend]
    impl __qom::InterfaceLevel for Titled {
        type Base = <names::Named as __qom::Interface>::This;
        type Closure = __qom::Join<
            __qom::One<Titled>,
            <<names::Named as __qom::Interface>::This as __qom::InterfaceLevel>::Closure,
        >;
        type Id = (
            __qom::D8,
            (
                __qom::DC,
                (
                    __qom::D9,
                    (
                        __qom::D3,
                        (
                            __qom::D1,
                            (
                                __qom::D8,
                                (
                                    __qom::D4,
                                    (
                                        __qom::D5,
                                        (
                                            __qom::D3,
                                            (
                                                __qom::D1,
                                                (
                                                    __qom::D6,
                                                    (
                                                        __qom::DD,
                                                        (__qom::D6, (__qom::DD, (__qom::D6, (__qom::D7, ())))),
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
        const DEPTH: ::core::primitive::usize = <<names::Named as __qom::Interface>::This as __qom::InterfaceLevel>::DEPTH
            + 1;
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
        Titled,
    >(__qom::Declaration {
        name: "titled-thing",
        parent: ::core::option::Option::Some(
            <<names::Named as __qom::Interface>::This as __qom::ObjectView>::info,
        ),
        is_abstract: true,
        doc: "",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        ended: ::core::option::Option::None,
        ..__qom::Declaration::EMPTY
    });
    __qom::inventory::submit!(__qom::Registration(& __QOM_INFO));
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Titled {
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
    unsafe impl __qom::Interface for Titled {
        type This = Self;
    }
    #[diagnostic::do_not_recommend]
    impl __qom::HasInterface<Titled> for Titled {}
    const _: () = ::core::assert!(
        < Titled as __qom::InterfaceLevel > ::DEPTH <= __qom::MAX_INTERFACE_DEPTH,
        "an interface derives from at most three others, one above the other"
    );
};
