// What `class.in.rs` expands to.
// Look at: a hook without a body goes to `pure_method_called` and is in `qom_missing`; one with a body is a function
// beside it; an override checks its receiver; a class field is read before the layer is borrowed; an internal hook has
// no method for callers.

/// Hooks of [`Serial`].
/**

The hooks of [`Serial`](Serial). A type implements the trait with those that it fills itself, and inherits the others.*/
#[allow(rustdoc::private_intra_doc_links)]
#[allow(clippy::used_underscore_binding)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` implements none of the hooks of `Serial`, so it makes no super call of `Serial`",
    label = "there is no `impl SerialImpl for {Self}`",
    note = "an override makes it, in `impl SerialImpl for X`, with its own `this`; from elsewhere call the method itself"
)]
pub trait SerialImpl: ::qom_core::private::Below<Serial> {
    ///The names of the pure methods that an abstract type, though it overrides others, leaves to its subtypes.
    const STILL_PURE: &'static [&'static ::core::primitive::str] = &[];
    /// Sends a byte.
    fn put(this: &Self, byte: u8) -> qom_core::Result<()>;
    fn drain(this: &Self, arg0: (usize, bool)) -> usize {
        <Serial>::parent_drain::<Self>(this, arg0)
    }
    fn name<'a>(this: &'a Self, class: &'a str) -> &'a str {
        <Serial>::parent_name::<Self>(this, class)
    }
    /// Called by the core.
    fn reset(this: &Self) {
        <Serial>::parent_reset::<Self>(this)
    }
    fn max_baud() -> u32 {
        <Serial>::parent_max_baud::<Self>()
    }
    /// Its depth.
    fn fifo_depth() -> usize {
        ::qom_core::private::parent_layer::<SerialClass, Self>().fifo_depth()
    }
}
/** The class layer of [`Serial`]: its methods and class fields as one class has them.

 QOM: `SerialClass`.*/
pub struct SerialClass {
    /// The pure methods that nothing fills yet.
    qom_missing: ::std::vec::Vec<&'static ::core::primitive::str>,
    put: fn(&Serial, u8) -> qom_core::Result<()>,
    drain: fn(&Serial, (usize, bool)) -> usize,
    name: for<'a> fn(&'a Serial, &'a str) -> &'a str,
    reset: fn(&Serial),
    max_baud: fn() -> u32,
    fifo_depth: usize,
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
    impl SerialClass {
        /** The layer of the class of an object.

 QOM: `SERIAL_GET_CLASS`.*/
        #[inline]
        pub fn of(this: &Serial) -> &'static Self {
            __qom::layer_of::<Self>(this)
        }
        fn qom_base() -> ::std::boxed::Box<dyn __qom::AnyLayer> {
            ::std::boxed::Box::new(Self {
                qom_missing: ::std::vec!["put"],
                put: |_, _| __qom::pure_method_called("Serial", "put"),
                drain: <Serial>::qom_base_drain,
                name: <Serial>::qom_base_name,
                reset: <Serial>::qom_base_reset,
                max_baud: <Serial>::qom_base_max_baud,
                fifo_depth: <Serial>::qom_base_fifo_depth(),
            })
        }
        pub fn max_baud(&self) -> u32 {
            (self.max_baud)()
        }
        /// Its depth.
        pub fn fifo_depth(&self) -> usize {
            <usize as ::core::clone::Clone>::clone(&self.fifo_depth)
        }
        /// Sets the method `put` of the class under construction, for its subtypes too.
        pub fn set_put<Implementor: __qom::IsA<<Serial as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: fn(&Serial, u8) -> qom_core::Result<()>,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.put = value;
            layer.qom_missing.retain(|missing| *missing != "put");
        }
        /// Sets the method `drain` of the class under construction, for its subtypes too.
        pub fn set_drain<Implementor: __qom::IsA<<Serial as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: fn(&Serial, (usize, bool)) -> usize,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.drain = value;
        }
        /// Sets the method `name` of the class under construction, for its subtypes too.
        pub fn set_name<Implementor: __qom::IsA<<Serial as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: for<'a> fn(&'a Serial, &'a str) -> &'a str,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.name = value;
        }
        /// Sets the method `reset` of the class under construction, for its subtypes too.
        pub fn set_reset<Implementor: __qom::IsA<<Serial as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: fn(&Serial),
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.reset = value;
        }
        /// Sets the method `max_baud` of the class under construction, for its subtypes too.
        pub fn set_max_baud<Implementor: __qom::IsA<<Serial as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: fn() -> u32,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.max_baud = value;
        }
        /// Sets the class field `fifo_depth` of the class under construction, for its subtypes too.
        pub fn set_fifo_depth<Implementor: __qom::IsA<<Serial as __qom::QomType>::This>>(
            class: &mut __qom::ClassInit<'_, Implementor>,
            value: usize,
        ) {
            let layer = __qom::layer_mut::<Self, Implementor>(class);
            layer.fifo_depth = value;
        }
    }
    impl ::core::clone::Clone for SerialClass {
        fn clone(&self) -> Self {
            Self {
                qom_missing: ::core::clone::Clone::clone(&self.qom_missing),
                put: self.put,
                drain: self.drain,
                name: self.name,
                reset: self.reset,
                max_baud: self.max_baud,
                fifo_depth: <usize as ::core::clone::Clone>::clone(&self.fifo_depth),
            }
        }
    }
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::Layer for SerialClass {
        type Owner = <Serial as __qom::QomType>::This;
        fn missing(&self) -> &[&'static ::core::primitive::str] {
            &self.qom_missing
        }
    }
    #[allow(dead_code)]
    impl Serial {
        /// Sends a byte.
        /**

Calls the method of the object's class. A type overrides it in its `impl` of [`SerialImpl`].*/
        #[inline]
        pub fn put(&self, byte: u8) -> qom_core::Result<()> {
            (__qom::layer_of::<SerialClass>(self).put)(self, byte)
        }
        /** Calls `put` as `class` has it, whatever the class of the object.

 # Panics
 If `class` is not one of `Serial`, or if its method is that of a type which the object is not.*/
        #[track_caller]
        pub fn put_of(
            class: &__qom::Class,
            this: &Serial,
            byte: u8,
        ) -> qom_core::Result<()> {
            (__qom::layer_of_class::<SerialClass>(class).put)(this, byte)
        }
        /// The super call: `put` as the class of `Implementor`'s parent has it.
        #[track_caller]
        pub fn parent_put<Implementor: SerialImpl>(
            this: &Implementor,
            byte: u8,
        ) -> qom_core::Result<()> {
            (__qom::parent_layer::<SerialClass, Implementor>()
                .put)(
                __qom::ObjectExt::upcast_ref::<<Serial as __qom::QomType>::This>(this),
                byte,
            )
        }
        #[doc(hidden)]
        #[allow(unused_variables)]
        fn qom_base_drain(_this: &Self, (most, _): (usize, bool)) -> usize {
            most
        }
        /**

Calls the method of the object's class. A type overrides it in its `impl` of [`SerialImpl`].*/
        #[inline]
        pub fn drain(&self, arg0: (usize, bool)) -> usize {
            (__qom::layer_of::<SerialClass>(self).drain)(self, arg0)
        }
        /** Calls `drain` as `class` has it, whatever the class of the object.

 # Panics
 If `class` is not one of `Serial`, or if its method is that of a type which the object is not.*/
        #[track_caller]
        pub fn drain_of(
            class: &__qom::Class,
            this: &Serial,
            arg0: (usize, bool),
        ) -> usize {
            (__qom::layer_of_class::<SerialClass>(class).drain)(this, arg0)
        }
        /// The super call: `drain` as the class of `Implementor`'s parent has it.
        #[track_caller]
        pub fn parent_drain<Implementor: SerialImpl>(
            this: &Implementor,
            arg0: (usize, bool),
        ) -> usize {
            (__qom::parent_layer::<SerialClass, Implementor>()
                .drain)(
                __qom::ObjectExt::upcast_ref::<<Serial as __qom::QomType>::This>(this),
                arg0,
            )
        }
        #[doc(hidden)]
        #[allow(unused_variables)]
        fn qom_base_name<'a>(this: &'a Self, class: &'a str) -> &'a str {
            this.name_or(class)
        }
        /**

Calls the method of the object's class. A type overrides it in its `impl` of [`SerialImpl`].*/
        #[inline]
        pub fn name<'a>(&'a self, class: &'a str) -> &'a str {
            (__qom::layer_of::<SerialClass>(self).name)(self, class)
        }
        /** Calls `name` as `class` has it, whatever the class of the object.

 # Panics
 If `class` is not one of `Serial`, or if its method is that of a type which the object is not.*/
        #[track_caller]
        pub fn name_of<'a>(
            of_class: &__qom::Class,
            this: &'a Serial,
            class: &'a str,
        ) -> &'a str {
            (__qom::layer_of_class::<SerialClass>(of_class).name)(this, class)
        }
        /// The super call: `name` as the class of `Implementor`'s parent has it.
        #[track_caller]
        pub fn parent_name<'a, Implementor: SerialImpl>(
            this: &'a Implementor,
            class: &'a str,
        ) -> &'a str {
            (__qom::parent_layer::<SerialClass, Implementor>()
                .name)(
                __qom::ObjectExt::upcast_ref::<<Serial as __qom::QomType>::This>(this),
                class,
            )
        }
        #[doc(hidden)]
        #[allow(unused_variables)]
        fn qom_base_reset(this: &Self) {}
        /// The super call: `reset` as the class of `Implementor`'s parent has it.
        #[track_caller]
        pub fn parent_reset<Implementor: SerialImpl>(this: &Implementor) {
            (__qom::parent_layer::<SerialClass, Implementor>()
                .reset)(
                __qom::ObjectExt::upcast_ref::<<Serial as __qom::QomType>::This>(this),
            )
        }
        #[doc(hidden)]
        #[allow(unused_variables)]
        fn qom_base_max_baud() -> u32 {
            115_200
        }
        /**

Calls the method of the object's class. A type overrides it in its `impl` of [`SerialImpl`].*/
        #[inline]
        pub fn max_baud(&self) -> u32 {
            (__qom::layer_of::<SerialClass>(self).max_baud)()
        }
        /** Calls `max_baud` as `class` has it, whatever the class of the object.

 # Panics
 If `class` is not one of `Serial`, or if its method is that of a type which the object is not.*/
        #[track_caller]
        pub fn max_baud_of(class: &__qom::Class) -> u32 {
            (__qom::layer_of_class::<SerialClass>(class).max_baud)()
        }
        /// The super call: `max_baud` as the class of `Implementor`'s parent has it.
        #[track_caller]
        pub fn parent_max_baud<Implementor: SerialImpl>() -> u32 {
            (__qom::parent_layer::<SerialClass, Implementor>().max_baud)()
        }
        #[doc(hidden)]
        #[allow(unused_variables)]
        fn qom_base_fifo_depth() -> usize {
            16
        }
        /// Its depth.
        /**

The value is that of the object's class. A type sets it in its `impl` of [`SerialImpl`].*/
        pub fn fifo_depth(&self) -> usize {
            __qom::layer_of::<SerialClass>(self).fifo_depth()
        }
    }
    const __QOM_LAYER: __qom::LayerDeclaration = __qom::LayerDeclaration {
        key: ::core::concat!(::core::module_path!(), "::", "SerialImpl"),
        hooks: "SerialImpl",
        pure: &["put"],
        base: SerialClass::qom_base,
    };
    pub struct __QomOverrides<Implementor>(::core::marker::PhantomData<Implementor>);
    impl<Implementor: SerialImpl> __QomOverrides<Implementor> {
        pub const OVERRIDES: __qom::Overrides = __qom::Overrides {
            layer: ::core::option::Option::Some(__QOM_LAYER),
            still_pure: <Implementor as SerialImpl>::STILL_PURE,
            install: ::core::option::Option::Some(Self::install),
        };
        #[allow(unused_variables)]
        fn install(builder: &mut __qom::ClassBuilder<'_>) {
            let value_fifo_depth = <Implementor as SerialImpl>::fifo_depth();
            let ::core::option::Option::Some(layer) = builder.layer_mut::<SerialClass>()
            else { return };
            layer.put = |this, byte| <Implementor as SerialImpl>::put(
                __qom::receiver::<<Serial as __qom::QomType>::This, Implementor>(this),
                byte,
            );
            layer.drain = |this, arg0| <Implementor as SerialImpl>::drain(
                __qom::receiver::<<Serial as __qom::QomType>::This, Implementor>(this),
                arg0,
            );
            layer.name = |this, class| <Implementor as SerialImpl>::name(
                __qom::receiver::<<Serial as __qom::QomType>::This, Implementor>(this),
                class,
            );
            layer.reset = |this| <Implementor as SerialImpl>::reset(
                __qom::receiver::<<Serial as __qom::QomType>::This, Implementor>(this),
            );
            layer.max_baud = <Implementor as SerialImpl>::max_baud;
            layer.fifo_depth = value_fifo_depth;
            layer.qom_missing = <Implementor as SerialImpl>::STILL_PURE.to_vec();
        }
    }
    impl Serial {
        #[doc(hidden)]
        pub const QOM_HAS_CLASS: ::core::primitive::bool = true;
    }
    impl __qom::HooksOf<true> for Serial {
        type Overrides<T> = __QomOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::Some(
            __QOM_LAYER,
        );
    }
};
