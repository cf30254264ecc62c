using System;
using System.IO;
using FcnGen.Gpu.Tests.Nets;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Null where it is not allowed is <see cref="ArgumentNullException"/>, named, everywhere in FcnGen.Gpu.</summary>
public sealed class NullArgumentTests
{
    [NeedsFact(Need.OpenCl)]
    public void Null_is_refused_by_every_public_call()
    {
        GpuDevice device = GpuDevices.Get(DeviceKind.OpenCl);
        object[] known = [device, "a name", GpuDevices.Kernels, PtxTexts.Saxpy, typeof(SmallNet).Assembly, new MemoryStream(), Array.Empty<Type>()];
        var calls = new NullArguments(type => Array.Find(known, type.IsInstanceOfType));
        calls.Check(typeof(GpuDevice).Assembly);
        Assert.True(calls.Wrong.Count == 0, string.Join("\n", calls.Wrong));
        Assert.True(calls.Right >= 5, $"{calls.Right} calls; skipped:\n{string.Join("\n", calls.Skipped)}");
    }
}
