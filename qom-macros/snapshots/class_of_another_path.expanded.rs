// What `class_of_another_path.in.rs` expands to.
// Look at: the least that a class adds; the path is used as it was written, and its last word in the names.

#[allow(clippy::used_underscore_binding)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` implements none of the hooks of `Port`, so it makes no super call of `Port`",
    label = "there is no `impl PortImpl for {Self}`",
    note = "an override makes it, in `impl PortImpl for X`, with its own `this`; from elsewhere call the method itself"
)]
trait PortImpl: q::private::Below<serial::Port> {
    ///The names of the pure methods that an abstract type, though it overrides others, leaves to its subtypes.
    const STILL_PURE: &'static [&'static ::core::primitive::str] = &[];
    fn close(this: &Self);
}
/** The class layer of [`Port`]: its methods and class fields as one class has them.

 QOM: `PortClass`.*/
struct PortClass {
    /// The pure methods that nothing fills yet.
    qom_missing: ::std::vec::Vec<&'static ::core::primitive::str>,
    close: fn(&serial::Port),
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
    use q::private as __qom;
    #[allow(dead_code)]
    impl PortClass {
        /** The layer of the class of an object.

 QOM: `PORT_GET_CLASS`.*/
        #[inline]
        fn of(this: &serial::Port) -> &'static Self {
            __qom::layer_of::<Self>(this)
        }
        fn qom_base() -> ::std::boxed::Box<dyn __qom::AnyLayer> {
            ::std::boxed::Box::new(Self {
                qom_missing: ::std::vec!["close"],
                close: |_| __qom::pure_method_called("Port", "close"),
            })
        }
        /// Sets the method `close` of the class under construction, for its subtypes too.
        fn set_close<Implementor: __qom::IsA<<serial::Port as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: fn(&serial::Port),
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.close = value;
            layer.qom_missing.retain(|missing| *missing != "close");
        }
    }
    impl ::core::clone::Clone for PortClass {
        fn clone(&self) -> Self {
            Self {
                qom_missing: ::core::clone::Clone::clone(&self.qom_missing),
                close: self.close,
            }
        }
    }
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::Layer for PortClass {
        type Owner = <serial::Port as __qom::QomType>::This;
        fn missing(&self) -> &[&'static ::core::primitive::str] {
            &self.qom_missing
        }
    }
    #[allow(dead_code)]
    impl serial::Port {
        /**

Calls the method of the object's class. A type overrides it in its `impl` of [`PortImpl`].*/
        #[inline]
        fn close(&self) {
            (__qom::layer_of::<PortClass>(self).close)(self)
        }
        /** Calls `close` as `class` has it, whatever the class of the object.

 # Panics
 If `class` is not one of `Port`, or if its method is that of a type which the object is not.*/
        #[track_caller]
        fn close_of(class: &__qom::Class, this: &serial::Port) {
            (__qom::layer_of_class::<PortClass>(class).close)(this)
        }
        /// The super call: `close` as the class of `Implementor`'s parent has it.
        #[track_caller]
        fn parent_close<Implementor: PortImpl>(this: &Implementor) {
            (__qom::parent_layer::<PortClass, Implementor>()
                .close)(
                __qom::ObjectExt::upcast_ref::<
                    <serial::Port as __qom::QomType>::This,
                >(this),
            )
        }
    }
    const __QOM_LAYER: __qom::LayerDeclaration = __qom::LayerDeclaration {
        key: ::core::concat!(::core::module_path!(), "::", "PortImpl"),
        hooks: "PortImpl",
        pure: &["close"],
        base: PortClass::qom_base,
    };
    pub struct __QomOverrides<Implementor>(::core::marker::PhantomData<Implementor>);
    impl<Implementor: PortImpl> __QomOverrides<Implementor> {
        pub const OVERRIDES: __qom::Overrides = __qom::Overrides {
            layer: ::core::option::Option::Some(__QOM_LAYER),
            still_pure: <Implementor as PortImpl>::STILL_PURE,
            install: ::core::option::Option::Some(Self::install),
        };
        #[allow(unused_variables)]
        fn install(builder: &mut __qom::ClassBuilder<'_>) {
            let ::core::option::Option::Some(layer) = builder.layer_mut::<PortClass>()
            else { return };
            layer.close = |this| <Implementor as PortImpl>::close(
                __qom::receiver::<
                    <serial::Port as __qom::QomType>::This,
                    Implementor,
                >(this),
            );
            layer.qom_missing = <Implementor as PortImpl>::STILL_PURE.to_vec();
        }
    }
    impl serial::Port {
        #[doc(hidden)]
        pub const QOM_HAS_CLASS: ::core::primitive::bool = true;
    }
    impl __qom::HooksOf<true> for serial::Port {
        type Overrides<T> = __QomOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::Some(
            __QOM_LAYER,
        );
    }
};
