using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FcnGen.Gpu;

/// <summary>An OpenCL device of this machine and what it can do.</summary>
internal sealed unsafe class OpenClHardware
{
    private const int ThreadsNeeded = 256;
    private const ulong TypeCpu = 1 << 1;
    private const ulong TypeGpu = 1 << 2;
    private const ulong TypeAll = 0xFFFFFFFF;
    private const string NoPlatform =
        "OpenCL has no driver on this machine: its library is there, but no platform is registered with it. Install the driver of your GPU "
        + "(on Linux it puts a file into /etc/OpenCL/vendors, or into the folder that OCL_ICD_VENDORS names), or use the device cpu.";

    private readonly OpenClApi _api;

    private OpenClHardware(OpenClApi api, nint platform, nint id)
    {
        _api = api;
        Id = id;
        Name = Text(0x102B).Trim();
        Driver = $"{PlatformName(api, platform)} {Text(0x102D)}".Trim();
        ulong type = Number<ulong>(0x1000);
        IsGpu = (type & TypeGpu) != 0;
        IsCpu = (type & TypeCpu) != 0;
        Processors = (int)Number<uint>(0x1002);
        LargestGroup = (long)Number<nuint>(0x1004);
        LargestBuffer = (long)Number<ulong>(0x1010);
        Memory = (long)Number<ulong>(0x101F);
        LocalMemory = (long)Number<ulong>(0x1023);
    }

    /// <summary>The cl_device_id.</summary>
    public nint Id { get; }

    /// <summary>The model.</summary>
    public string Name { get; }

    /// <summary>Platform and version of the driver.</summary>
    public string Driver { get; }

    /// <summary>True for a graphics processor.</summary>
    public bool IsGpu { get; }

    /// <summary>True for a processor that also runs this program.</summary>
    public bool IsCpu { get; }

    /// <summary>Compute units.</summary>
    public int Processors { get; }

    /// <summary>Threads of the largest work-group.</summary>
    public long LargestGroup { get; }

    /// <summary>Bytes of the largest buffer.</summary>
    public long LargestBuffer { get; }

    /// <summary>Bytes of memory.</summary>
    public long Memory { get; }

    /// <summary>Bytes of local memory of a work-group.</summary>
    public long LocalMemory { get; }

    /// <summary>Why no network runs on it; null if one does.</summary>
    public string? Unsupported => LargestGroup >= ThreadsNeeded
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Name} runs at most {LargestGroup} threads in a group; FcnGen's kernels need {ThreadsNeeded}. Use another device.");

    /// <summary>GPU, CPU or accelerator.</summary>
    public string Kind => IsGpu ? "GPU" : IsCpu ? "CPU" : "accelerator";

    /// <summary>All devices: GPUs first, processors last, else as the drivers list them.</summary>
    public static IReadOnlyList<OpenClHardware> List(OpenClApi api) => List(api, out _);

    /// <summary>As the other overload.</summary>
    /// <param name="api">The loader, or a driver.</param>
    /// <param name="missing">Why there is no device; null if there is one.</param>
    public static IReadOnlyList<OpenClHardware> List(OpenClApi api, out string? missing)
    {
        uint count = 0;
        int code = api.GetPlatformIDs(0, null, &count);
        if (code == OpenClCode.PlatformNotFound || (code == 0 && count == 0))
        {
            missing = NoPlatform;
            return [];
        }

        OpenClCode.Check(code, "listing platforms");
        var platforms = new nint[count];
        fixed (nint* ids = platforms) OpenClCode.Check(api.GetPlatformIDs(count, ids, null), "listing platforms");
        var found = new List<OpenClHardware>();
        var empty = new List<(nint Platform, int Code)>();
        foreach (nint platform in platforms)
        {
            // A platform whose hardware is absent has no devices or says so; the others still count.
            uint devices = 0;
            code = api.GetDeviceIDs(platform, TypeAll, 0, null, &devices);
            if (code != 0 || devices == 0)
            {
                empty.Add((platform, code));
                continue;
            }

            var ids = new nint[devices];
            fixed (nint* into = ids) OpenClCode.Check(api.GetDeviceIDs(platform, TypeAll, devices, into, null), "listing devices");
            found.AddRange(ids.Select(id => new OpenClHardware(api, platform, id)));
        }

        missing = found.Count > 0 ? null : NoDevice(empty.Select(e => PlatformName(api, e.Platform) + (e.Code is 0 or OpenClCode.DeviceNotFound ? "" : $" ({OpenClCode.NameOf(e.Code)})")));
        return [.. found.OrderBy(device => device.IsGpu ? 0 : device.IsCpu ? 2 : 1)];
    }

    private static string NoDevice(IEnumerable<string> platforms) =>
        $"OpenCL has a driver on this machine ({string.Join(", ", platforms)}), but it finds no device: look whether the GPU is there and switched on, and "
        + "whether this user may open it (on Linux /dev/dri or /dev/kfd, by the groups render and video), or use the device cpu.";

    private static string PlatformName(OpenClApi api, nint platform)
    {
        nuint length = 0;
        if (api.GetPlatformInfo(platform, 0x0902, 0, null, &length) != 0) return "";
        var bytes = new byte[(int)length];
        fixed (byte* into = bytes) OpenClCode.Check(api.GetPlatformInfo(platform, 0x0902, length, into, null), "reading a platform's name");
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }

    private string Text(uint property)
    {
        nuint length = 0;
        OpenClCode.Check(_api.GetDeviceInfo(Id, property, 0, null, &length), "asking for a device's properties");
        var bytes = new byte[(int)length];
        fixed (byte* into = bytes) OpenClCode.Check(_api.GetDeviceInfo(Id, property, length, into, null), "asking for a device's properties");
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }

    private T Number<T>(uint property) where T : unmanaged
    {
        T value;
        OpenClCode.Check(_api.GetDeviceInfo(Id, property, (nuint)sizeof(T), &value, null), "asking for a device's properties");
        return value;
    }
}
