using System;
using FcnGen.Gpu;
using ILGPU;
using ILGPU.Runtime;

namespace FcnGen.KernelCompiler;

/// <summary>A kernel loaded from its C# method.</summary>
internal sealed class IlgpuKernel : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly KernelDefinition _definition;
    private readonly System.Reflection.ParameterInfo[] _parameters;
    private readonly Kernel _kernel;

    /// <summary>Loads it.</summary>
    /// <exception cref="KernelCompilationException">It does not compile, or is for NVIDIA GPUs only.</exception>
    public IlgpuKernel(Accelerator accelerator, KernelDefinition definition)
    {
        _accelerator = accelerator;
        _definition = definition;
        try
        {
            if (definition.CudaOnly) throw new InvalidOperationException("It uses instructions of NVIDIA GPUs, which the device ilgpu doesn't offer.");
            var method = KernelMethod.Of(definition);
            _parameters = method.GetParameters();
            _kernel = accelerator.LoadKernel(method);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or InternalCompilerException)
        {
            throw KernelCompilationException.For(definition, $"for {accelerator.Name}", e);
        }
    }

    /// <summary>Runs it; views and scalars in the order of the method's parameters.</summary>
    public void Launch(LaunchGrid grid, ReadOnlySpan<GpuView> views, ReadOnlySpan<Scalar> scalars)
    {
        if (views.Length + scalars.Length != _parameters.Length)
        {
            throw new ArgumentException($"Kernel {_definition.Name} takes {_parameters.Length} arguments, not {views.Length} views and {scalars.Length} scalars.");
        }

        object[] arguments = new object[_parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            var type = _parameters[i].ParameterType;
            arguments[i] = i < views.Length ? View(views[i], type) : Value(scalars[i - views.Length], type);
        }

        var config = new KernelConfig(new Index3D(grid.X, grid.Y, grid.Z), new Index3D(_definition.Threads, 1, 1));
        _kernel.Launch(_accelerator.DefaultStream, config, arguments);
    }

    /// <inheritdoc/>
    public void Dispose() => _kernel.Dispose();

    private static object View(GpuView view, Type type)
    {
        var bytes = ((IlgpuMemory)view.Memory).View(view.Offset, view.Length * view.ElementBytes);
        if (type == typeof(ArrayView<float>)) return bytes.Cast<float>();
        return type == typeof(ArrayView<int>) ? bytes.Cast<int>() : bytes;
    }

    private static object Value(Scalar scalar, Type type) => type == typeof(float) ? (object)BitConverter.Int32BitsToSingle(scalar.Bits) : scalar.Bits;
}
