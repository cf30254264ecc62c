using System;
using System.Globalization;
using System.Linq;
using FcnGen.CompilerServices;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.IR;
using ILGPU.IR.Types;
using ILGPU.IR.Values;

namespace FcnGen.Kernels;

/// <summary>The OpenCL C of the functions of <see cref="Gx"/> that are not NVIDIA's own: plain C on typed pointers.</summary>
internal static class OpenClIntrinsics
{
    private static void Fma(CLBackend backend, CLCodeGenerator g, Value v) => Assign(g, v, $"fma({Operand(g, v, 0)}, {Operand(g, v, 1)}, {Operand(g, v, 2)})");

    private static void LoadOrZero(CLBackend backend, CLCodeGenerator g, Value v)
    {
        var result = g.Allocate(v);
        g.Declare(result);
        Line(g, $"if ({Operand(g, v, 1)} != 0) {result} = *{Operand(g, v, 0)}; else {{ {Fields(g, v, field => $"{result}.{field} = 0;")} }}");
    }

    private static void LoadFloatOrZero(CLBackend backend, CLCodeGenerator g, Value v) => Assign(g, v, $"{Operand(g, v, 1)} != 0 ? *{Operand(g, v, 0)} : 0.0f");

    private static void ReadOrZero(CLBackend backend, CLCodeGenerator g, Value v) => LoadOrZero(backend, g, v);

    private static void ReadFloatOrZero(CLBackend backend, CLCodeGenerator g, Value v) => LoadFloatOrZero(backend, g, v);

    private static void WriteIf(CLBackend backend, CLCodeGenerator g, Value v) =>
        Line(g, $"if ({Operand(g, v, 1)} != 0) *{Operand(g, v, 0)} = {Operand(g, v, 2)};");

    private static void WriteFloatIf(CLBackend backend, CLCodeGenerator g, Value v) => WriteIf(backend, g, v);

    private static void Max(CLBackend backend, CLCodeGenerator g, Value v)
    {
        (string a, string b) = (Operand(g, v, 0), Operand(g, v, 1));
        Assign(g, v, $"{a} >= {b} || isnan({a}) ? {a} : {b}");
    }

    private static void WherePositive(CLBackend backend, CLCodeGenerator g, Value v) =>
        Assign(g, v, $"{Operand(g, v, 0)} > 0.0f ? {Operand(g, v, 1)} : 0.0f");

    private static void LoadShared(CLBackend backend, CLCodeGenerator g, Value v) => Assign(g, v, $"{Operand(g, v, 0)}[{Operand(g, v, 1)}]");

    private static void StoreShared(CLBackend backend, CLCodeGenerator g, Value v) => Line(g, $"{Operand(g, v, 0)}[{Operand(g, v, 1)}] = {Operand(g, v, 2)};");

    private static void StoreSharedFloat(CLBackend backend, CLCodeGenerator g, Value v) => StoreShared(backend, g, v);

    /// <summary>One statement for each field of a result of several.</summary>
    private static string Fields(CLCodeGenerator g, Value v, Func<string, string> statement) =>
        string.Join(' ', Enumerable.Range(0, ((StructureType)v.Type).NumFields).Select(i => statement(CLTypeGenerator.GetFieldName(i))));

    private static string Operand(CLCodeGenerator g, Value v, int i) => g.Load(v[i].Resolve()) switch
    {
        VariableAllocator.ConstantVariable constant => Literal(constant.Value),
        { } variable => variable.VariableName,
    };

    /// <summary>A float by its bits, so that it is exact.</summary>
    private static string Literal(PrimitiveValue constant) =>
        constant.BasicValueType == BasicValueType.Float32
            ? "as_float(0x" + BitConverter.SingleToUInt32Bits(constant.Float32Value).ToString("x8", CultureInfo.InvariantCulture) + ")"
            : constant.Int64Value.ToString(CultureInfo.InvariantCulture);

    private static void Assign(CLCodeGenerator g, Value v, FormattableString expression)
    {
        var result = g.Allocate(v);
        g.Declare(result);
        Line(g, $"{result} = {expression.ToString(CultureInfo.InvariantCulture)};");
    }

    private static void Line(CLCodeGenerator g, FormattableString line)
    {
        g.AppendIndent();
        g.Builder.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
