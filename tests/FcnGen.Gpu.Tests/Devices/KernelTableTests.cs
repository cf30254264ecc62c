using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace FcnGen.Gpu.Tests;

public sealed class KernelTableTests
{
    private readonly ConcurrentQueue<string> _loaded = [];
    private readonly ConcurrentQueue<string> _released = [];

    [Fact]
    public void Definitions_of_one_name_share_a_kernel_that_is_loaded_and_released_once()
    {
        KernelDefinition first = Definition("a"), second = Definition("a"), other = Definition("b");
        using (var table = new KernelTable<Kernel>(Load))
        {
            Assert.Null(table.Find(second));
            table.Load([first, second, other], null);
            Kernel shared = table.Get(first);
            Assert.Same(shared, table.Get(second));
            Assert.Same(shared, table.Find(Definition("a")));
            Assert.NotSame(shared, table.Get(other));
            table.Load([second, other], null);
            Assert.Equal(["any_a", "any_b"], _loaded.Order());
        }

        Assert.Equal(["any_a", "any_b"], _released.Order());
    }

    [Fact]
    public void Of_several_failures_the_first_kernels_is_thrown_and_the_others_are_kept()
    {
        using var table = new KernelTable<Kernel>(Load);
        KernelDefinition[] kernels = [.. Enumerable.Range(0, 40).Select(i => Definition(i % 7 == 3 ? $"bad_{i}" : $"good_{i}"))];
        for (int round = 0; round < 5; round++)
        {
            var failure = Assert.Throws<InvalidOperationException>(() => table.Load(kernels, null));
            Assert.Equal("any_bad_3", failure.Message);
        }

        Assert.All(kernels, kernel => Assert.Equal(kernel.Name.Contains("good", StringComparison.Ordinal), table.Find(kernel) is not null));
        Assert.Equal(34, _loaded.Count(name => name.Contains("good", StringComparison.Ordinal)));
    }

    [Fact]
    public void Progress_counts_up_to_the_kernels_that_were_missing()
    {
        using var table = new KernelTable<Kernel>(Load);
        table.Get(Definition("x0"));
        var progress = new Progress();
        table.Load(Enumerable.Range(0, 9).Select(i => Definition($"x{i}")), progress);
        Assert.Equal(new KernelProgress(0, 8), progress.Reports.First());
        Assert.Equal(Enumerable.Range(0, 9).Select(done => new KernelProgress(done, 8)), progress.Reports.OrderBy(report => report.Done));

        progress.Reports.Clear();
        table.Load([Definition("x3")], progress);
        Assert.Empty(progress.Reports);
    }

    [Fact]
    public void Kernels_are_loaded_by_several_threads_at_once()
    {
        using var together = new Barrier(2);
        using var table = new KernelTable<Kernel>(kernel =>
        {
            // Each waits for another: one thread alone would wait in vain.
            Assert.True(Environment.ProcessorCount == 1 || together.SignalAndWait(TimeSpan.FromMinutes(5)));
            return Load(kernel);
        });
        table.Load([Definition("p"), Definition("q")], null);
        Assert.Equal(2, _loaded.Count);
    }

    private static KernelDefinition Definition(string constants) => new("Any", 32, constants);

    private Kernel Load(KernelDefinition definition)
    {
        if (definition.Name.Contains("bad", StringComparison.Ordinal)) throw new InvalidOperationException(definition.Name);
        _loaded.Enqueue(definition.Name);
        return new Kernel(definition.Name, _released);
    }

    [Fact]
    public void What_was_loaded_before_a_cancellation_is_kept()
    {
        using var table = new KernelTable<Kernel>(Load);
        using var source = new CancellationTokenSource();
        KernelDefinition[] kernels = [.. Enumerable.Range(0, 1000).Select(i => Definition($"c{i}"))];
        Assert.Throws<OperationCanceledException>(() => table.Load(kernels, new Once(source), source.Token));
        int loaded = kernels.Count(kernel => table.Find(kernel) is not null);
        Assert.InRange(loaded, 1, 999);
        table.Load(kernels, null, CancellationToken.None);
        Assert.Equal(1000, _loaded.Count);
    }

    private sealed class Once(CancellationTokenSource source) : IProgress<KernelProgress>
    {
        public void Report(KernelProgress value)
        {
            if (value.Done == 1) source.Cancel();
        }
    }

    private sealed class Kernel(string name, ConcurrentQueue<string> released) : IDisposable
    {
        public void Dispose() => released.Enqueue(name);
    }

    private sealed class Progress : IProgress<KernelProgress>
    {
        public ConcurrentQueue<KernelProgress> Reports { get; } = [];

        public void Report(KernelProgress value) => Reports.Enqueue(value);
    }
}
