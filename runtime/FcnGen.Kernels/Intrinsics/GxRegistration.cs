using System;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace FcnGen.Kernels;

/// <summary>Makes <see cref="Gx"/> known to ILGPU.</summary>
internal static class GxRegistration
{
    private const BindingFlags Functions = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Gives every function of <see cref="Gx"/> the PTX of <see cref="PtxIntrinsics"/> and, where it has an OpenCL form, the C of
    /// <see cref="OpenClIntrinsics"/>. Accelerators of the context's CPU run the C# bodies.
    /// </summary>
    public static Context.Builder EnableFcnGen(this Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var manager = builder.GetIntrinsicManager();
        foreach (var function in typeof(Gx).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            string handler = HandlerOf(function);
            manager.RegisterMethod(function, new PTXIntrinsic(typeof(PtxIntrinsics), handler, IntrinsicImplementationMode.GenerateCode));
            if (typeof(OpenClIntrinsics).GetMethod(handler, Functions) is not null)
            {
                manager.RegisterMethod(function, new CLIntrinsic(typeof(OpenClIntrinsics), handler, IntrinsicImplementationMode.GenerateCode));
            }
        }

        return builder;
    }

    /// <summary>The function's name; overloads for single floats are told apart.</summary>
    private static string HandlerOf(MethodInfo function) =>
        function.Name == nameof(Gx.StoreShared) && function.GetParameters()[2].ParameterType == typeof(float)
            ? "StoreSharedFloat"
            : function.Name;
}
