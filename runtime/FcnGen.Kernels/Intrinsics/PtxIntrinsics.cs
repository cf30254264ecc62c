using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.CompilerServices;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Types;
using ILGPU.IR.Values;

namespace FcnGen.Kernels;

/// <summary>The PTX of every function of <see cref="Gx"/>.</summary>
internal static class PtxIntrinsics
{
    private static void Fma(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        var operands = Operands(g, v);
        Emit(g, $"fma.rn.f32 {Result(g, v)}, {operands[0]}, {operands[1]}, {operands[2]};");
    }

    private static void LoadOrZero(PTXBackend backend, PTXCodeGenerator g, Value v) => LoadIf(g, v, "ld.global.nc.v4.f32");

    private static void LoadFloatOrZero(PTXBackend backend, PTXCodeGenerator g, Value v) => LoadIf(g, v, "ld.global.nc.f32");

    private static void ReadOrZero(PTXBackend backend, PTXCodeGenerator g, Value v) => LoadIf(g, v, "ld.global.v4.f32");

    private static void ReadFloatOrZero(PTXBackend backend, PTXCodeGenerator g, Value v) => LoadIf(g, v, "ld.global.f32");

    private static void ReadPairOrZero(PTXBackend backend, PTXCodeGenerator g, Value v) => LoadIf(g, v, "ld.global.v2.f32");

    private static void LoadIf(PTXCodeGenerator g, Value v, string load)
    {
        var operands = Operands(g, v);
        var r = Results(g, v);
        Emit(g, $"{{ .reg .pred q; setp.ne.s32 q, {operands[1]}, 0;");
        foreach (string register in r)
        {
            Emit(g, $"mov.f32 {register}, 0f00000000;");
        }

        Emit(g, $"@q {load} {(r.Count == 1 ? r[0] : Vector(r))}, [{operands[0]}]; }}");
    }

    private static void WriteIf(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        Emit(g, $"{{ .reg .pred q; setp.ne.s32 q, {Operand(g, v, 1)}, 0;");
        Emit(g, $"@q st.global.v4.f32 [{Operand(g, v, 0)}], {Vector(Names(g.Load(v[2].Resolve())))}; }}");
    }

    private static void WritePairIf(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        Emit(g, $"{{ .reg .pred q; setp.ne.s32 q, {Operand(g, v, 1)}, 0;");
        Emit(g, $"@q st.global.v2.f32 [{Operand(g, v, 0)}], {Vector(Names(g.Load(v[2].Resolve())))}; }}");
    }

    private static void WriteFloatIf(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        Emit(g, $"{{ .reg .pred q; setp.ne.s32 q, {Operand(g, v, 1)}, 0;");
        Emit(g, $"@q st.global.f32 [{Operand(g, v, 0)}], {Operand(g, v, 2)}; }}");
    }

    private static void Max(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        var operands = Operands(g, v);
        Emit(g, $"max.NaN.f32 {Result(g, v)}, {operands[0]}, {operands[1]};");
    }

    private static void WherePositive(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        var operands = Operands(g, v);
        Emit(g, $"{{ .reg .pred q; setp.gt.f32 q, {operands[0]}, 0f00000000;");
        Emit(g, $"selp.f32 {Result(g, v)}, {operands[1]}, 0f00000000, q; }}");
    }

    private static void LoadShared(PTXBackend backend, PTXCodeGenerator g, Value v) =>
        Emit(g, $"ld.shared.v4.f32 {Vector(Results(g, v))}, [{Shared(g, v, 0)}+{Constant(v, 1) * 16}];");

    private static void LoadSharedWord(PTXBackend backend, PTXCodeGenerator g, Value v) =>
        Emit(g, $"ld.shared.b32 {Result(g, v)}, [{Shared(g, v, 0)}+{Constant(v, 1) * 4}];");

    private static void StoreShared(PTXBackend backend, PTXCodeGenerator g, Value v) =>
        Emit(g, $"st.shared.v4.f32 [{Shared(g, v, 0)}+{Constant(v, 1) * 16}], {Vector(Names(g.Load(v[2].Resolve())))};");

    private static void StoreSharedFloat(PTXBackend backend, PTXCodeGenerator g, Value v) =>
        Emit(g, $"st.shared.f32 [{Shared(g, v, 0)}+{Constant(v, 1) * 4}], {Operand(g, v, 2)};");

    /// <summary>The number of bytes read is a selection of two constants, from which ptxas makes a predicate.</summary>
    private static void CopyAsync(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        Emit(g, $"{{ .reg .pred q; .reg .b32 s; setp.ne.s32 q, {Operand(g, v, 3)}, 0; selp.b32 s, 16, 0, q;");
        Emit(g, $"cp.async.cg.shared.global [{Shared(g, v, 0)}+{Constant(v, 1) * 16}], [{Operand(g, v, 2)}], 16, s; }}");
    }

    private static void CommitCopies(PTXBackend backend, PTXCodeGenerator g, Value v) => Emit(g, "cp.async.commit_group;");

    private static void WaitForCopies(PTXBackend backend, PTXCodeGenerator g, Value v) => Emit(g, $"cp.async.wait_group {Constant(v, 0)};");

    private static void RoundToTf32(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        string from = Operand(g, v, 0);
        Emit(g, $"cvt.rna.tf32.f32 {Result(g, v)}, {from};");
    }

    private static void LoadMatrix(PTXBackend backend, PTXCodeGenerator g, Value v) =>
        Emit(g, $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {Vector(Results(g, v))}, [{Shared(g, v, 0)}+{Constant(v, 1) * 16}];");

    private static void MultiplyAccumulate(PTXBackend backend, PTXCodeGenerator g, Value v)
    {
        string a = Vector(Names(g.Load(v[0].Resolve())));
        string b = Vector([Operand(g, v, 1), Operand(g, v, 2)]);
        string c = Vector(Names(g.Load(v[3].Resolve())));
        Emit(g, $"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {Vector(Results(g, v))}, {a}, {b}, {c};");
    }

    private static void Emit(PTXCodeGenerator g, FormattableString line) => Emit(g, line.ToString(CultureInfo.InvariantCulture));

    private static void Emit(PTXCodeGenerator g, string line) => g.Builder.Append('\t').Append(line).Append('\n');

    private static string[] Operands(PTXCodeGenerator g, Value v) => [.. Enumerable.Range(0, v.Count).Select(i => Operand(g, v, i))];

    private static string Operand(PTXCodeGenerator g, Value v, int i) => Names(g.Load(v[i].Resolve())).Single();

    private static string Result(PTXCodeGenerator g, Value v) => Results(g, v).Single();

    private static List<string> Results(PTXCodeGenerator g, Value v) => Names(g.Allocate(v));

    private static string Vector(IEnumerable<string> registers) => "{" + string.Join(", ", registers) + "}";

    /// <summary>The address of shared memory, whatever address space ILGPU tracked for the pointer.</summary>
    private static string Shared(PTXCodeGenerator g, Value v, int i)
    {
        var pointer = v[i].Resolve();
        return ((AddressSpaceType)pointer.Type).AddressSpace == MemoryAddressSpace.Shared
            ? Operand(g, v, i)
            : throw new InvalidOperationException($"Operand {i} of {v} is not known to point to shared memory.");
    }

    private static int Constant(Value v, int i) =>
        v[i].Resolve() is PrimitiveValue constant
            ? constant.Int32Value
            : throw new InvalidOperationException($"Operand {i} of {v} must be a compile-time constant.");

    private static List<string> Names(RegisterAllocator<PTXRegisterKind>.Register register)
    {
        var names = new List<string>();
        Collect(register);
        return names;

        void Collect(RegisterAllocator<PTXRegisterKind>.Register r)
        {
            switch (r)
            {
                case RegisterAllocator<PTXRegisterKind>.CompoundRegister compound:
                    foreach (var child in compound.Children)
                    {
                        Collect(child);
                    }

                    break;
                case RegisterAllocator<PTXRegisterKind>.HardwareRegister hardware:
                    names.Add("%" + PTXRegisterAllocator.GetStringRepresentation(hardware));
                    break;
                case RegisterAllocator<PTXRegisterKind>.ConstantRegister constant:
                    names.Add(Literal(constant));
                    break;
                default:
                    throw new InvalidOperationException($"Unexpected register {r}.");
            }
        }
    }

    private static string Literal(RegisterAllocator<PTXRegisterKind>.ConstantRegister constant) =>
        constant.Value.BasicValueType == BasicValueType.Float32
            ? "0f" + BitConverter.SingleToUInt32Bits(constant.Value.Float32Value).ToString("X8", CultureInfo.InvariantCulture)
            : constant.Value.Int64Value.ToString(CultureInfo.InvariantCulture);
}
