using System;
using System.Globalization;
using System.Text;

namespace FcnGen.Gpu;

/// <summary>What the driver's compiler made of a kernel.</summary>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="LocalBytes">Bytes of local memory of a thread: above zero, registers were spilled.</param>
/// <param name="SharedBytes">Bytes of shared memory of a group, without what a launch adds.</param>
internal readonly record struct CudaKernelResources(int Registers, int LocalBytes, int SharedBytes);

/// <summary>A kernel loaded on a CUDA device.</summary>
internal sealed unsafe class CudaKernel : IDisposable
{
    // Shared memory that a group gets without asking, and function attributes by their numbers in the driver's reference.
    private const int DefaultShared = 48 * 1024;
    private const int MaxThreads = 0;
    private const int SharedSize = 1;
    private const int LocalSize = 3;
    private const int Registers = 4;
    private const int MaxDynamicShared = 8;

    private readonly CudaHandle _module;

    /// <summary>Compiles the text with the driver's compiler; the context is current.</summary>
    /// <exception cref="KernelBuildException">The driver can't compile it.</exception>
    /// <exception cref="DeviceUnsupportedException">Its groups are too large for the device.</exception>
    public CudaKernel(CudaContext context, CudaHardware hardware, KernelDefinition definition, string ptx)
    {
        CudaApi api = context.Api;
        _module = new CudaHandle(context, Compile(api, hardware, definition, ptx), api.ModuleUnload);
        try
        {
            nint function;
            fixed (byte* name = Encoding.UTF8.GetBytes(definition.Name + "\0"))
                api.Check(api.ModuleGetFunction(&function, _module.Value, name), $"finding kernel {definition.Name} in its module");
            Function = function;
            Resources = new CudaKernelResources(Attribute(api, definition, Registers), Attribute(api, definition, LocalSize), Attribute(api, definition, SharedSize));
            Prepare(api, hardware, definition);
        }
        catch
        {
            _module.Dispose();
            throw;
        }
    }

    /// <summary>The CUfunction.</summary>
    public nint Function { get; }

    /// <summary>What the driver's compiler made of it.</summary>
    public CudaKernelResources Resources { get; }

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();

    private static nint Compile(CudaApi api, CudaHardware hardware, KernelDefinition definition, string ptx)
    {
        const int LogBytes = 16384;
        byte[] log = new byte[LogBytes];
        nint module;
        int code;
        fixed (byte* text = Encoding.UTF8.GetBytes(ptx + "\0"))
        fixed (byte* errors = log)
        {
            int* options = stackalloc int[2] { 5 /* CU_JIT_ERROR_LOG_BUFFER */, 6 /* its size in bytes */ };
            void** values = stackalloc void*[2] { errors, (void*)LogBytes };
            code = api.ModuleLoadDataEx(&module, text, 2, options, values);
        }

        if (code == 0) return module;
        string said = Encoding.UTF8.GetString(log).TrimEnd('\0', '\n', ' ');
        throw new KernelBuildException(
            definition.Name, $"{hardware.Name} can't compile kernel {definition.Name} ({api.NameOf(code)}, driver for {hardware.Driver}). Its compiler says:\n{(said.Length == 0 ? "(nothing)" : said)}");
    }

    private int Attribute(CudaApi api, KernelDefinition definition, int attribute)
    {
        int value;
        api.Check(api.FuncGetAttribute(&value, attribute, Function), $"asking for the properties of kernel {definition.Name}");
        return value;
    }

    private void Prepare(CudaApi api, CudaHardware hardware, KernelDefinition definition)
    {
        int threads = Attribute(api, definition, MaxThreads);
        if (threads < definition.Threads)
        {
            throw new DeviceUnsupportedException(string.Create(
                CultureInfo.InvariantCulture,
                $"Kernel {definition.Name} runs {definition.Threads} threads in a group; {hardware.Name} runs at most {threads} of it, with {Resources.Registers} registers each."));
        }

        int shared = Resources.SharedBytes + definition.SharedBytes;
        if (shared > Math.Max(hardware.LargestShared, DefaultShared))
        {
            throw new DeviceUnsupportedException(string.Create(
                CultureInfo.InvariantCulture, $"Kernel {definition.Name} needs {shared} bytes of shared memory in a group; {hardware.Name} gives at most {hardware.LargestShared}."));
        }

        if (shared > DefaultShared)
            api.Check(api.FuncSetAttribute(Function, MaxDynamicShared, definition.SharedBytes), $"asking for the shared memory of kernel {definition.Name}");
    }
}
