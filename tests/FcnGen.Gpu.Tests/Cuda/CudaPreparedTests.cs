using System;
using System.Linq;
using Demo;
using FcnGen.KernelCompiler;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Prepared values beside graphs: their launches are in none, and graphs of the pass stay good when values are computed anew.</summary>
public sealed class CudaPreparedTests : IDisposable
{
    /// <summary>Convolutions that prepare something; the pass itself has four.</summary>
    private const int Prepared = 4;

    private readonly MockCuda _mock = new();

    public void Dispose() => _mock.Dispose();

    [NeedsFact(Need.Gcc)]
    public void What_is_prepared_is_launched_when_it_is_out_of_date_and_in_no_graph()
    {
        using (CudaDevice device = CudaDevice.Open(0, new CompiledKernels(), Precision.Strict, _mock.Api))
        using (var network = new PreparedNet(device))
        {
            Assert.Equal((Prepared + 4, 0), Segment(16)); // all launched
            Assert.Equal((0, 4), Segment(16)); // captured and replayed
            Assert.Equal((0, 0), Segment(16)); // replayed
            Assert.Equal((1, 2, 1), (_mock["captures"], _mock["replays"], device.Graphs));

            network.Parameters.Shift1.Bias!.Write([1, 2, 3, 4]);
            Assert.Equal((Prepared, 0), Segment(16)); // and replayed: what is made of parameters stays where it is
            Assert.Equal((0, 0), Segment(16));

            Assert.Equal((Prepared + 4, 0), Segment(12)); // another size, launched
            Assert.Equal((Prepared, 0), Segment(16)); // whose values were in the way
            Assert.Equal((Prepared, 4), Segment(12)); // captured
            Assert.Equal((Prepared, 0), Segment(16));
            Assert.Equal((2, 7, 2), (_mock["captures"], _mock["replays"], device.Graphs)); // never one of a preparation

            Assert.Equal((Prepared + 4, 0), Segment(40)); // a larger arena: what was captured is gone
            Assert.Equal(0, device.Graphs);
            Assert.Equal((Prepared + 4, 0), Segment(16));

            // What is timed is launched, preparations too.
            Assert.Equal([Pass.PrepareSegment, Pass.Segment], device.TimePasses(() => network.Segment(new float[3 * 12 * 12], new byte[12 * 12], 1, 12, 12)).Select(pass => pass.Pass));

            (int Launched, int Captured) Segment(int size)
            {
                int before = _mock.Log.Length;
                network.Segment(new float[3 * size * size], new byte[size * size], 1, size, size);
                string[] lines = _mock.Log[before..];
                return (Count(lines, "launch strict_conv"), Count(lines, "capture strict_conv"));
            }
        }

        _mock.AssertClean();
    }

    private static int Count(string[] lines, string start) => lines.Count(line => line.StartsWith(start, StringComparison.Ordinal));
}
