//! Names that are none of the product's.

use crate::hollow::words::{List, set};

/// What the checks of unittest and `PHPUnit` are called, without `assert` and in small letters.
pub(super) static PLAIN: List = List::new(|| {
    set(
        "almostequal contains count countequal counts dictequal empty equal equals false greater greaterthan greaterequal \
         in instanceof is isinstance isnone isnot isnotnone less lessequal lessthan listequal none notempty notequal notequals \
         notin notnone notnull null regex same setequal stringcontainsstring true tupleequal",
    )
});

pub(super) static KEYWORDS: List = List::new(|| {
    set(
        "False None True and array as assert async await break case catch class const continue def default del do elif else \
         except extends false finally fn for foreach from function if import in instanceof is lambda let new not null of or \
         pass raise return static switch throw true try typeof undefined use var void while with yield",
    )
});

pub(super) static PYTHON: List = List::new(|| {
    set(
        "AssertionError Exception KeyError RuntimeError TypeError ValueError abs all any bool bytes callable dict enumerate \
         filter float frozenset hasattr int isinstance issubclass len list map max min next object print range repr reversed \
         round set sorted str sum tuple type zip",
    )
});

pub(super) static RUNNERS: List = List::new(|| {
    set(
        "@jest Mockery PHPUnit assert ava bun:test chai expect jest mocha mock node:assert node:test pytest pytest_mock should \
         sinon unittest vi vitest",
    )
});

pub(super) static GLOBALS: List = List::new(|| {
    set(
        "AbortController AbortSignal AggregateError Array ArrayBuffer BigInt BigInt64Array Blob Boolean Buffer CompressionStream \
         CustomEvent DOMException DOMParser DataView Date DecompressionStream Element Error Event EventTarget File Float32Array \
         Float64Array FormData HTMLElement Headers Infinity Int16Array KeyboardEvent MouseEvent Node \
         Int32Array Int8Array Intl JSON Map Math MessageChannel NaN Number Object Promise Proxy RangeError ReadableStream \
         ReferenceError Reflect RegExp Request Response Set SharedArrayBuffer String Symbol SyntaxError TextDecoder TextEncoder \
         TransformStream TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap \
         WeakRef WeakSet WritableStream __dirname __filename atob btoa clearInterval clearTimeout console crypto decodeURI delete \
         decodeURIComponent document encodeURI encodeURIComponent isFinite isNaN localStorage location navigator parseFloat \
         parseInt performance process queueMicrotask sessionStorage setImmediate setInterval setTimeout structuredClone",
    )
});

pub(super) static PHP: List = List::new(|| {
    set(
        "Mockery abs array_map ceil collect count empty end explode floor implode in_array intval isset json_decode json_encode \
         max min now range round sort sprintf strlen strpos strtolower strtoupper trim usort",
    )
});

pub(super) static STANDARD: List = List::new(|| {
    set(
        "asyncio collections contextlib copy dataclasses datetime decimal enum functools io itertools json logging math os \
         pathlib random re string sys tempfile threading time types typing uuid",
    )
});

/// Modules of Node.js, and packages that are like them, in which a test finds nothing of the product: no files, no processes,
/// no network. What reads files is told apart.
pub(super) static NODE: List = List::new(|| {
    set(
        "assert buffer crypto events lodash lodash-es nanoid os path perf_hooks querystring string_decoder timers url util uuid \
         zod",
    )
});

/// Parts of Deno's standard library that check and watch, and those in which a test finds nothing of the product.
pub(super) static DENO_RUNNERS: List = List::new(|| set("assert expect testing"));
pub(super) static DENO: List = List::new(|| set("async collections datetime encoding path uuid"));

/// Modules that are loaded for what they add to checks.
pub(super) const ADDING: &[&str] = &["should", "jest-extended", "@testing-library/jest-dom", "@jest/globals", "vitest"];

/// Words of a class's members.
pub(super) static MEMBERS: List = List::new(|| {
    set("abstract constructor declare enum get implements of override private protected public readonly set super")
});
