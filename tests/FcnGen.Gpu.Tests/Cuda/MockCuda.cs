using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu.Tests;

/// <summary>The driver of mock_cuda.c, compiled by gcc; each instance is a library of its own with a state of its own.</summary>
internal sealed unsafe class MockCuda : IDisposable
{
    private static readonly Lazy<byte[]> s_library = new(() => MockLibrary.Compile(Source()));
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"fcngen-mock-{Guid.NewGuid():N}.so");
    private readonly nint _handle;

    public MockCuda()
    {
        File.WriteAllBytes(_path, s_library.Value);
        _handle = NativeLibrary.Load(_path);
        Api = CudaApi.Open(_path);
    }

    public CudaApi Api { get; }

    public ref int this[string variable] => ref *(int*)NativeLibrary.GetExport(_handle, "mock_" + variable);

    public ref nuint Memory => ref *(nuint*)NativeLibrary.GetExport(_handle, "mock_memory");

    /// <summary>What was loaded and launched.</summary>
    public string[] Log => Marshal.PtrToStringUTF8(NativeLibrary.GetExport(_handle, "mock_log"))!.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The launches of one kernel.</summary>
    public string[] Launches(KernelDefinition kernel) => [.. Log.Where(line => line.StartsWith("launch " + kernel.Name + " ", StringComparison.Ordinal))];

    /// <summary>Everything that was made is released, and no call came out of order.</summary>
    public void AssertClean()
    {
        foreach (string what in (string[])["live_memory", "live_modules", "live_streams", "live_events", "live_graphs", "live_runnables", "retained", "bad_calls"])
            Assert.True(this[what] == 0, $"{what} is {this[what]}");
    }

    public CudaDevice Open(Precision precision = Precision.Strict) => CudaDevice.Open(0, new PtxTexts(), precision, Api);

    // The library stays mapped: handles that are collected later still call into it.
    public void Dispose() => File.Delete(_path);

    private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "mock_cuda.c");
}
