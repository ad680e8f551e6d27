//! `allOf`, `oneOf` and `anyOf`.

use super::{check, codes, outline, schemas};
use crate::diag::Code;

#[test]
fn all_of_is_merged() {
    check(
        "Base: { type: object, required: [id], properties: { id: { type: integer }, n: { type: integer, minimum: 1 } } }
Child:
  allOf:
    - { $ref: '#/components/schemas/Base' }
    - { required: [n, x], properties: { n: { maximum: 9 }, x: { type: string } } }
Same: { allOf: [{ $ref: '#/components/schemas/Base' }], description: Only words. }
Holder:
  type: object
  properties:
    base: { $ref: '#/components/schemas/Base', description: Words beside a reference. }
    wrapped: { allOf: [{ $ref: '#/components/schemas/Base' }] }
    small: { $ref: '#/components/schemas/Short', maxLength: 2 }
Short: { type: string, maxLength: 5 }
Both: { allOf: [{ type: string, enum: [a, b, c] }, { enum: [b, c, d] }] }",
        "Base = { id: I64, n?: U64<>= 1> }
Child = { id: I64, n: U32<>= 1, <= 9>, x: String }
Same = alias Base
Holder = { base?: Base, wrapped?: Base, small?: String<length<= 2> }
Short = new String<length<= 5>
Both = enum B=\"b\" C=\"c\" | Unknown",
    );
}

#[test]
fn contradictions_of_all_of_are_told_and_the_first_part_holds() {
    let (api, said) = schemas(
        "A: { allOf: [{ type: string }, { type: integer }] }
B: { allOf: [{ type: string, enum: [a] }, { enum: [b] }] }
C: { allOf: [{ type: string, minLength: 5 }, { maxLength: 2 }] }
D: { allOf: [{ $ref: '#/components/schemas/D' }, { type: object, properties: { x: { type: string } } }] }",
    );
    assert_eq!(
        codes(&said),
        [Code::ConflictingAllOf, Code::ConflictingAllOf, Code::ConflictingAllOf, Code::CyclicRef],
        "{said:?}"
    );
    assert_eq!(
        outline::types(&api),
        "A = new String\nB = enum A=\"a\" | Unknown\nC = new String<length>= 5, length<= 2>\nD = { x?: String }\n"
    );
}

#[test]
fn a_recursive_all_of_ends() {
    check(
        "A:
  type: object
  properties:
    child:
      allOf:
        - { $ref: '#/components/schemas/A' }
        - { properties: { child: { description: Narrower. } } }",
        "A = { child?: AChild }
AChild = { child?: AChild }",
    );
}

#[test]
fn unions_with_a_discriminator() {
    check(
        "Pet:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Fish' }]
  discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', kitten: Cat } }
Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
Dog: { type: object, required: [kind], properties: { kind: { const: d } } }
Fish: { type: object, properties: { fins: { type: integer } } }",
        "Pet = union by kind [\"cat\", \"kitten\"] Cat(Cat) | [\"d\"] Dog(Dog) | [\"Fish\"] +Fish(Fish) | Unknown
Cat = { kind: CatKind }
CatKind = enum Cat=\"cat\" Kitten=\"kitten\" | Unknown open
Dog = { kind == \"d\" }
Fish = { fins?: I64 }",
    );
}

#[test]
fn a_base_with_a_discriminator_is_one_of_those_who_extend_it() {
    check(
        "Pet: { type: object, required: [kind, name], discriminator: { propertyName: kind }, properties: { kind: { type: string }, name: { type: string } } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
Home: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }",
        "Pet = union by kind [\"Cat\"] Cat(Cat) | [\"Dog\"] Dog(Dog) | Unknown
Cat = { kind == \"Cat\", name: String, lives?: I64 }
Dog = { kind == \"Dog\", name: String }
Home = { pet?: Pet }",
    );
}

#[test]
fn a_base_that_lists_those_who_extend_it() {
    check(
        "Pet:
  type: object
  required: [kind]
  properties: { kind: { type: string } }
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  discriminator: { propertyName: kind }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { tail: { type: boolean } } }] }",
        "Pet = union by kind [\"Cat\"] Cat(Cat) | [\"Dog\"] Dog(Dog) | Unknown
Cat = { kind == \"Cat\", lives?: I64 }
Dog = { kind == \"Dog\", tail?: Bool }",
    );
}

#[test]
fn a_tag_is_written_by_who_can_have_no_other() {
    check(
        "Pet:
  type: object
  required: [kind]
  properties: { kind: { type: string } }
  discriminator: { propertyName: kind, mapping: { pet: '#/components/schemas/Pet', feline: '#/components/schemas/Cat' } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }
Tiger: { allOf: [{ $ref: '#/components/schemas/Cat' }] }
Either:
  oneOf: [{ $ref: '#/components/schemas/Car' }, { title: Bike, type: object, properties: { kind: { enum: [bike] }, gears: { type: integer } } }]
  discriminator: { propertyName: kind, mapping: { car: '#/components/schemas/Car' } }
Other:
  oneOf: [{ $ref: '#/components/schemas/Car' }, { $ref: '#/components/schemas/Free' }]
  discriminator: { propertyName: kind, mapping: { auto: '#/components/schemas/Car' } }
Car: { type: object, properties: { kind: { type: string } } }
Free: { type: object, additionalProperties: true }",
        "Pet = union by kind [\"feline\"] Cat(Cat) | [\"Tiger\"] Tiger(Tiger) | [\"pet\"] Base(PetBase) | Unknown
PetBase = { kind == \"pet\" }
Cat = { kind == \"feline\", lives?: I64 }
Tiger = { kind == \"Tiger\", lives?: I64 }
Either = union by kind [\"car\"] Car(Car) | [\"bike\"] Bike(EitherBike) | Unknown
EitherBike = { kind == \"bike\", gears?: I64 }
Other = union by kind [\"auto\"] Car(Car) | [\"Free\"] +Free(Free) | Unknown
Car = { kind: CarKind }
CarKind = enum Car=\"car\" Auto=\"auto\" | Unknown open
Free = new map of Any",
    );
}

#[test]
fn what_stands_beside_alternatives_belongs_to_each() {
    check(
        "Shape:
  type: object
  required: [id]
  properties: { id: { type: string } }
  oneOf:
    - { title: Circle, required: [r], properties: { r: { type: number } } }
    - { title: Box, required: [w, h], properties: { w: { type: number }, h: { type: number } } }",
        "Shape = union Box(ShapeBox) | Circle(ShapeCircle) | Unknown\
<also one(all(has r, r: [Number]), all(has w+h, w: [Number], h: [Number]))>
ShapeBox = { id: String, w: F64, h: F64 }
ShapeCircle = { id: String, r: F64 }",
    );
}

#[test]
fn unions_without_a_discriminator_try_the_narrower_first() {
    check(
        "Things: { anyOf: [{ type: string }, { type: string, format: date-time }, { type: number }, { type: integer }, { type: boolean }] }
Thing:
  oneOf:
    - { title: Loose, type: object, properties: { a: { type: string } }, required: [a] }
    - { title: Tight, type: object, properties: { a: { type: string }, b: { type: string } }, required: [a, b] }
Tagged:
  oneOf:
    - { title: On, type: object, required: [is], properties: { is: { const: on } } }
    - { title: Off, type: object, required: [is], properties: { is: { const: off } } }
Types: { type: [string, integer, 'null'] }",
        "Things = union Boolean(Bool) | DateTime(DateTime) | Integer(I64) | Number(F64) | String(String) | Unknown
Thing = union Tight(ThingTight) | Loose(ThingLoose) | Unknown
ThingTight = { a: String, b: String }
ThingLoose = { a: String }
Tagged = union by is [\"on\"] On(TaggedOn) | [\"off\"] Off(TaggedOff) | Unknown
TaggedOn = { is == \"on\" }
TaggedOff = { is == \"off\" }
Types = union Integer(I64) | String(String) | Unknown",
    );
}

#[test]
fn objects_that_may_be_several_at_once_are_one_record() {
    check(
        "Contact:
  description: One of the two, or both.
  type: object
  properties: { name: { type: string } }
  anyOf:
    - { title: Email, required: [at, email], properties: { at: { type: integer }, email: { type: string } } }
    - { title: Phone, required: [at, phone], properties: { at: { type: integer }, phone: { type: string } } }
Named: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, properties: { a: { type: string } } }
B: { type: object, properties: { b: { type: string } } }
Told:
  anyOf:
    - { type: object, required: [t], properties: { t: { const: x } } }
    - { type: object, required: [t], properties: { t: { const: y } } }",
        "Contact = { name?: String, at: I64, email?: String, phone?: String }<also any(has email, has phone)>
Named = union A(A) | B(B) | Unknown
A = { a?: String }
B = { b?: String }
Told = union by t [\"x\"] X(ToldX) | [\"y\"] Y(ToldY) | Unknown
ToldX = { t == \"x\" }
ToldY = { t == \"y\" }",
    );
}

#[test]
fn members_that_nothing_tells_apart_are_a_warning() {
    let (_, said) = schemas(
        "A:
  oneOf:
    - { title: X, type: object, properties: { x: { type: string } } }
    - { title: Y, type: object, properties: { x: { type: string } } }",
    );
    assert_eq!(codes(&said), [Code::AmbiguousUnion]);
    assert_eq!(said[0].1, "what fits `Y` also fits `X`, and nothing tells them apart; the first is taken");
}

#[test]
fn members_without_names_are_told_by_their_places() {
    let (_, said) = schemas(
        "A:
  oneOf:
    - { type: object, properties: { x: { type: string } } }
    - { type: object, properties: { x: { type: string } } }",
    );
    assert_eq!(codes(&said), [Code::AmbiguousUnion]);
    assert_eq!(said[0].1, "what fits `oneOf/1` also fits `oneOf/0`, and nothing tells them apart; the first is taken");
}
