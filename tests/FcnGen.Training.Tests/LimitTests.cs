using System;

namespace FcnGen.Training.Tests;

/// <summary>Numbers at the limits of their types get a sentence, before anything is allocated.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(Device.MaxThreads + 1)]
    [InlineData(int.MaxValue)]
    public void Threads(int threads)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Device.Cpu(threads)).Message;
        Assert.StartsWith(FormattableString.Invariant($"The number of threads lies in 0 (all cores) to {Device.MaxThreads}; it is {threads}."), message);
    }

    [Fact]
    public void Settings_of_the_solver()
    {
        Refused(new SolverOptions { BatchSize = int.MaxValue }, "BatchSize lies in 1 to 65536; it is 2147483647.");
        Refused(new SolverOptions { BatchSize = 0 }, "BatchSize lies in 1 to 65536; it is 0.");
        Refused(new SolverOptions { Crop = (int.MaxValue, int.MaxValue) }, "Crop has at most");
        Refused(new SolverOptions { Augmentation = new MirrorAndJitter(Jitter: int.MaxValue) }, "jitter of 0 to");
    }

    [Fact]
    public void A_batch_that_no_array_holds()
    {
        string message = Assert.Throws<DatasetException>(() => new Batch().Reserve(SolverOptions.MaxBatchSize, [3], 1 << 14, 1 << 14, [], true)).Message;
        Assert.Contains("A batch of 65536 pictures of 16384x16384 pixels has more values than an array holds (2147483591)", message);
        Assert.Contains("smaller batch", message);
        // One that an int would have taken for a small one: 2^32 values.
        Assert.Throws<DatasetException>(() => new Batch().Reserve(1 << 16, [1], 1 << 8, 1 << 8, [], true));
    }

    private static void Refused(SolverOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => options.Validate()).Message);
}
