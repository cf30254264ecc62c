using System;
using System.Text;

namespace FcnGen.Gpu;

/// <summary>A kernel built for an OpenCL device.</summary>
internal sealed unsafe class OpenClKernel : IDisposable
{
    private const uint BuildLog = 0x1183;
    private const uint KernelWorkGroupSize = 0x11B0;
    private const uint KernelLocalMemory = 0x11B2;

    private readonly OpenClHandle _kernel;

    /// <summary>Builds the kernel.</summary>
    /// <exception cref="KernelBuildException">The driver can't build it.</exception>
    /// <exception cref="DeviceUnsupportedException">Its groups are too large for the device.</exception>
    public OpenClKernel(OpenClApi api, nint context, OpenClHardware hardware, KernelDefinition definition, string text)
    {
        using var program = new OpenClHandle(Compile(api, context, hardware, definition, text), api.ReleaseProgram);
        int code;
        fixed (byte* name = Encoding.UTF8.GetBytes(definition.Name + "\0"))
            _kernel = new OpenClHandle(api.CreateKernel(program.Value, name, &code), api.ReleaseKernel);
        OpenClCode.Check(code, $"finding kernel {definition.Name} in its program");
        try
        {
            CheckFits(api, hardware, definition);
        }
        catch
        {
            _kernel.Dispose();
            throw;
        }
    }

    /// <summary>The cl_kernel.</summary>
    public nint Value => _kernel.Value;

    /// <inheritdoc/>
    public void Dispose() => _kernel.Dispose();

    private static nint Compile(OpenClApi api, nint context, OpenClHardware hardware, KernelDefinition definition, string text)
    {
        byte[] source = Encoding.UTF8.GetBytes(text);
        int code;
        nint program;
        fixed (byte* characters = source)
        {
            byte* start = characters;
            var length = (nuint)source.Length;
            program = api.CreateProgramWithSource(context, 1, &start, &length, &code);
        }

        OpenClCode.Check(code, $"reading the source of kernel {definition.Name}");
        nint device = hardware.Id;
        fixed (byte* options = "-cl-std=CL1.2\0"u8) code = api.BuildProgram(program, 1, &device, options, 0, 0);
        if (code == 0) return program;
        string log = Log(api, program, device);
        _ = api.ReleaseProgram(program);
        throw new KernelBuildException(definition.Name, $"{hardware.Name} can't build kernel {definition.Name} ({OpenClCode.NameOf(code)}). The compiler of its driver says:\n{log}");
    }

    private static string Log(OpenClApi api, nint program, nint device)
    {
        nuint length = 0;
        if (api.GetProgramBuildInfo(program, device, BuildLog, 0, null, &length) != 0 || length == 0) return "(nothing)";
        var bytes = new byte[(int)length];
        fixed (byte* into = bytes)
        {
            if (api.GetProgramBuildInfo(program, device, BuildLog, length, into, null) != 0) return "(nothing)";
        }

        return Encoding.UTF8.GetString(bytes).TrimEnd('\0', '\n', ' ');
    }

    private void CheckFits(OpenClApi api, OpenClHardware hardware, KernelDefinition definition)
    {
        nuint threads = 0;
        OpenClCode.Check(
            api.GetKernelWorkGroupInfo(_kernel.Value, hardware.Id, KernelWorkGroupSize, (nuint)sizeof(nuint), &threads, null), $"asking for the group size of kernel {definition.Name}");
        if ((long)threads < definition.Threads)
        {
            throw new DeviceUnsupportedException(
                $"Kernel {definition.Name} runs {definition.Threads} threads in a group; {hardware.Name} runs at most {threads} of it. Use another device.");
        }

        ulong local = 0;
        OpenClCode.Check(
            api.GetKernelWorkGroupInfo(_kernel.Value, hardware.Id, KernelLocalMemory, sizeof(ulong), &local, null), $"asking for the local memory of kernel {definition.Name}");
        if ((long)local > hardware.LocalMemory)
        {
            throw new DeviceUnsupportedException(
                $"Kernel {definition.Name} needs {local} bytes of local memory in a group; {hardware.Name} has {hardware.LocalMemory}. Use another device.");
        }
    }
}
