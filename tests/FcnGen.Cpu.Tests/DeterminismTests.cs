using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>The same bits for every number of threads, exceptions of workers, and no allocation once warm.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Results_do_not_depend_on_the_threads()
    {
        List<float[]> one = Everything(1);
        foreach (int threads in new[] { 2, 3 })
        {
            List<float[]> more = Everything(threads);
            Assert.Equal(one.Count, more.Count);
            for (int i = 0; i < one.Count; i++) Assert.True(one[i].AsSpan().SequenceEqual(more[i]), $"result {i} with {threads} threads");
        }
    }

    [Fact]
    public void Large_maps_agree_with_loops()
    {
        // Enough cells for several row blocks and for partial sums of the weight gradient.
        using var bench = new Bench(2);
        var random = new Random(4);
        TestConv.Set(3, 40, 3, 1, 5);
        var conv = ConvReference.Square(3, 40, 3, 1, 5, 1, 1);
        Array4 x = Array4.Random(random, 1, 3, 90, 101);
        Array4 weight = Array4.Random(random, 40, 3, 3, 3);
        Array4 dy = Array4.Random(random, 1, 40, 98, 109);
        Blob xBlob = bench.Place(x, false);
        Blob dyBlob = bench.Place(dy, false);
        Blob y = bench.Blob(1, 40, 98, 109, false);
        using Parameter parameter = bench.Parameter(weight, ParameterLayout.Conv);
        bench.Kernels.Conv<TestConv, Store>(xBlob, parameter, null, y, false);
        Close.Check(conv.Forward(x, weight, null, 98, 109), conv.Forward(x.Abs(), weight.Abs(), null, 98, 109), bench.Read(y), 1e-5, "forward");
        bench.Kernels.ConvBackwardData<TestConv, PassThrough>(dyBlob, parameter, xBlob, xBlob, false);
        Close.Check(conv.BackwardData(dy, weight, 90, 101), conv.BackwardData(dy.Abs(), weight.Abs(), 90, 101), bench.Read(xBlob), 1e-5, "data");
        bench.Device.Upload(bench.Arena, x.ToFloats(), xBlob);
        bench.Kernels.ConvBackwardWeights<TestConv>(xBlob, dyBlob, parameter, null, false);
        var gradient = new float[40 * 27];
        parameter.Gradient.Read(gradient);
        Close.Check(conv.BackwardWeights(x, dy), conv.BackwardWeights(x.Abs(), dy.Abs()), Array4.Of(gradient, 40, 3, 3, 3), 1e-5, "weights");
    }

    [Fact]
    public void A_second_call_allocates_nothing()
    {
        using var bench = new Bench(2);
        using var set = new Operations(bench);
        for (int i = 0; i < 3; i++) set.Run();

        // The counter covers the whole process, the test runner included, so one quiet attempt is proof.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 20 && least != 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(true);
            set.Run();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failing_task_reaches_the_caller_and_the_workers_go_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int round = 0; round < 20; round++)
        {
            Assert.Throws<InvalidOperationException>(() => pool.Run(new Failing { Bad = 37 }, 100));
            pool.Run(new Failing { Bad = -1 }, 100);
        }
    }

    [Fact]
    public void A_freed_device_says_so()
    {
        var arena = new CpuArena();
        arena.Reserve(1000);
        Assert.True(arena.Capacity >= 1000);
        arena.Dispose();
        Assert.Equal(0, arena.Capacity);
        var failure = Assert.Throws<DeviceMemoryException>(() => arena.Reserve(long.MaxValue / 2));
        Assert.Contains("4,611,686,018,427,387,903", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_device_describes_itself()
    {
        using Device device = Device.Cpu(2);
        Assert.Equal("cpu", device.Name);
        Assert.Contains("2 threads", device.Description, StringComparison.Ordinal);
        using var slow = new CpuDevice(1, VectorWidth.Bits128);
        Assert.Contains("128-bit", slow.Description, StringComparison.Ordinal);
    }

    private static List<float[]> Everything(int threads)
    {
        using var bench = new Bench(threads, transposedValues: 4096);
        using var set = new Operations(bench);
        set.Run();
        return set.Results();
    }

    private struct Failing : IBody
    {
        public int Bad;

        public readonly void Run(int task, int worker)
        {
            if (task == Bad) throw new InvalidOperationException("task");
        }
    }

    /// <summary>One call of every operation that runs on several threads.</summary>
    private sealed class Operations : IDisposable
    {
        private readonly Bench _bench;
        private readonly Parameter _weight;
        private readonly Parameter _deconv;
        private readonly Parameter _bias;
        private readonly Blob _x, _y, _dx, _large, _small;
        private readonly ByteBlob _labels, _winners, _decided;
        private readonly LossCell _cell, _sigmoidCell;
        private readonly KeyCell _lossKey, _dropoutKey;

        public Operations(Bench bench)
        {
            _bench = bench;
            var random = new Random(9);
            _weight = bench.Parameter(Array4.Random(random, 45, 33, 3, 3), ParameterLayout.Conv);
            _deconv = bench.Parameter(Array4.Random(random, 33, 45, 4, 4), ParameterLayout.Deconv);
            _bias = bench.Parameter(Array4.Random(random, 1, 45, 1, 1), ParameterLayout.Vector);
            _x = bench.Place(Array4.Random(random, 2, 33, 41, 43), true);
            _dx = bench.Place(Array4.Random(random, 2, 33, 41, 43), true);
            _y = bench.Place(Array4.Random(random, 2, 45, 41, 43), false);
            _large = bench.Place(Array4.Random(random, 2, 45, 84, 88), false);
            _small = bench.Place(Array4.Random(random, 2, 45, 21, 22), false);
            _labels = bench.Bytes(2, 41, 43);
            _winners = bench.Bytes(2, 21, 22, 45);
            _decided = bench.Bytes(2, 41, 43);
            _cell = bench.Cell();
            _sigmoidCell = bench.Cell();
            _lossKey = bench.Key(3);
            _dropoutKey = bench.Key(7);
        }

        public void Run()
        {
            CpuKernels kernels = _bench.Kernels;
            TestConv.Set(33, 45, 3, 1, 1);
            kernels.Conv<TestConv, Bias<Activate<Relu, Store>>>(_x, _weight, _bias, _y, false);
            TestPool.Set(2, 2, 0);
            kernels.MaxPool<TestPool>(_y, _small, _winners);
            kernels.ArgMax(_y, _labels);
            TestLoss.Set(255, LossNormalization.Valid, [], 0.5f, 1);
            kernels.SoftmaxLoss<TestLoss>(_y, _labels, _y, _cell, _lossKey);
            TestSigmoidLoss.Set(45, keep: 0.5f);
            kernels.SigmoidLoss<TestSigmoidLoss>(_y, _labels, _y, _sigmoidCell, _lossKey);
            kernels.Threshold(0, _x.Slice(3, 1), _decided);
            kernels.MaxPoolBackward<TestPool, Through<Relu>>(_small, _winners, _y, _y, true);
            kernels.ConvBackwardWeights<TestConv>(_x, _y, _weight, _bias, true);
            kernels.ConvBackwardData<TestConv, Through<Relu>>(_y, _weight, _x, _dx, false);
            kernels.Dropout(0.5f, _dropoutKey, _dx, _dx);
            TestLrn.Set(5, 1, 0.75f, 1);
            kernels.Lrn<TestLrn>(_x, _dx);
            kernels.LrnBackward<TestLrn, PassThrough>(_dx, _x, _dx, true);
            TestConv.Set(33, 45, 4, 2, 1);
            kernels.Deconv<TestConv, Store>(_dx, _deconv, null, _large, false);
            kernels.DeconvBackwardWeights<TestConv>(_dx, _large, _deconv, null, false);
            kernels.DeconvBackwardData<TestConv, PassThrough>(_large, _deconv, _x, _dx, false);
            TestConv.Set(45, 45, 4, 2, 0, 1, 45);
            kernels.Bilinear<TestConv>(_y, _large, false);
            kernels.BilinearBackward<TestConv, PassThrough>(_large, _y, _y, false);
            TestResize.Set(ResizeMode.Bilinear, ResizeCoordinates.HalfPixel, NearestRounding.Floor, 0, 0);
            kernels.Resize<TestResize>(_y, _large, true);
            kernels.ResizeBackward<TestResize, PassThrough>(_large, _y, _y, true);
        }

        public List<float[]> Results()
        {
            var results = new List<float[]>();
            foreach (Blob blob in new[] { _x, _y, _dx, _large, _small }) results.Add(_bench.Read(blob).ToFloats());
            foreach (Parameter parameter in new[] { _weight, _deconv, _bias })
            {
                var gradient = new float[parameter.Info.Count];
                parameter.Gradient.Read(gradient);
                results.Add(gradient);
            }

            foreach (LossCell cell in new[] { _cell, _sigmoidCell }) results.Add([(float)_bench.Read(cell).Loss, (float)_bench.Read(cell).Pixels]);
            results.Add([.. _bench.Read(_decided).Select(label => (float)label)]);
            return results;
        }

        public void Dispose()
        {
            _weight.Dispose();
            _deconv.Dispose();
            _bias.Dispose();
        }
    }
}
