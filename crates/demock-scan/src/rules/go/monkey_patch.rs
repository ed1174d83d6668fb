//! monkey patching.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// A function is overwritten at run time.
pub(super) static RULE: Rule = Rule {
    id: "go/monkey-patch",
    framework: "monkey patching",
    languages: &[Language::Go],
    since: 1,
    summary: "a function is overwritten at run time",
    documentation: include_str!("monkey_patch.md"),
    rows: &[
        Row::call("github.com/agiledragon/gomonkey{/v2,}.{ApplyFunc,ApplyFuncReturn,ApplyFuncSeq,ApplyFuncVar,ApplyFuncVarReturn,ApplyFuncVarSeq,ApplyGlobalVar}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("github.com/agiledragon/gomonkey{/v2,}.{ApplyMethod,ApplyMethodFunc,ApplyMethodReturn,ApplyMethodSeq,ApplyPrivateMethod}", Kind::Patch)
            .target(TargetFrom::Member(0, 1)),
        Row::call("github.com/agiledragon/gomonkey{/v2,}.{NewPatches,Patches,Apply*}().{ApplyMethod,ApplyMethodFunc,ApplyMethodReturn,ApplyMethodSeq,ApplyPrivateMethod}", Kind::Patch)
            .target(TargetFrom::Member(0, 1)),
        Row::call("github.com/agiledragon/gomonkey{/v2,}.{NewPatches,Patches,Apply*}().Apply*", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{bou.ke/monkey,github.com/bouk/monkey,github.com/go-kiss/monkey,github.com/undefinedlabs/go-mpatch,github.com/cch123/supermonkey}.{Patch,PatchInstanceMethod,PatchMethod,PatchInstanceMethodByName,PatchMethodByReflect,PatchByFullSymbolName}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("github.com/prashantv/gostub.{Stub,StubFunc}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("github.com/prashantv/gostub.{New,Stub,StubFunc}().{Stub,StubFunc}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("github.com/xhd2015/xgo/runtime/mock.{Patch,Mock,PatchByName,MockByName,PatchMethodByName,MockMethodByName}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("github.com/brahma-adshonor/gohook.{Hook,HookMethod,HookByIndirectJmp}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("{git.woa.com/goom/mocker,github.com/tencent/goom}.Create", Kind::Patch),
        Row::call("github.com/bytedance/mockey.{Mock,MockUnsafe,MockValue,MockGeneric}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("github.com/prashantv/gostub.{New().,}{SetEnv,UnsetEnv}", Kind::Env).boundary(Boundary::Env),
    ],
};
