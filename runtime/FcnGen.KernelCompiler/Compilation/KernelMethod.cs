using System;
using System.Linq;
using System.Reflection;
using FcnGen.CompilerServices;
using FcnGen.Gpu;
using FcnGen.Kernels;
using ILGPU;

namespace FcnGen.KernelCompiler;

/// <summary>The C# method behind a kernel definition.</summary>
internal static class KernelMethod
{
    // What the generator appends to the name of a layer, the longest first.
    private static readonly string[] s_endings = ["ShapeOfActivation", "ShapeOfDropout", "Shape"];

    /// <summary>
    /// <c>Run</c> of the family's class, closed over the definition's types, its parameters checked: views of float, byte or int first,
    /// then int or float scalars. Launchers know no other kinds, and OpenCL takes all views before the scalars.
    /// </summary>
    public static MethodInfo Of(KernelDefinition kernel)
    {
        var family = Type.GetType($"FcnGen.Kernels.{kernel.Family}, {typeof(Gx).Assembly.GetName().Name}")
            ?? throw new InvalidOperationException($"There is no class FcnGen.Kernels.{kernel.Family}.");
        var run = family.GetMethod("Run", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new InvalidOperationException($"Class {family.FullName} has no static method Run.");
        if (run.GetGenericArguments().Length != kernel.Types.Count)
        {
            throw new InvalidOperationException($"{family.FullName}.Run takes {run.GetGenericArguments().Length} type arguments, the definition gives {kernel.Types.Count}.");
        }

        var method = kernel.Types.Count == 0 ? run : run.MakeGenericMethod([.. kernel.Types]);
        Check(method);
        return method;
    }

    /// <summary>Network and layer of the first generated shape among the type arguments, such as <c>Fcn8s.Conv1_1</c>; null if there is none.</summary>
    public static string? LayerOf(KernelDefinition kernel) => kernel.Types.Select(LayerOf).FirstOrDefault(layer => layer is not null);

    private static string? LayerOf(Type type)
    {
        if (type.IsGenericType) return type.GetGenericArguments().Select(LayerOf).FirstOrDefault(layer => layer is not null);
        if (type.DeclaringType is not { } network || !IsShape(type)) return null;
        string? ending = s_endings.FirstOrDefault(ending => type.Name.EndsWith(ending, StringComparison.Ordinal));
        return network.Name + "." + type.Name[..^(ending?.Length ?? 0)];
    }

    private static bool IsShape(Type type) =>
        type.GetInterfaces().Any(i => i.Namespace == typeof(IConvShape).Namespace && i.Name.EndsWith("Shape", StringComparison.Ordinal));

    private static void Check(MethodInfo method)
    {
        bool scalars = false;
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            bool isView = type == typeof(ArrayView<float>) || type == typeof(ArrayView<byte>) || type == typeof(ArrayView<int>);
            bool isScalar = type == typeof(int) || type == typeof(float);
            if (!isView && !isScalar)
            {
                throw new InvalidOperationException($"Parameter {parameter.Name} is a {type.Name}: kernels take views of float, byte or int, and int or float scalars.");
            }

            if (isView && scalars) throw new InvalidOperationException($"Parameter {parameter.Name} is a view behind a scalar: views come first.");
            scalars |= isScalar;
        }
    }
}
