using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

public sealed class DatasetCheckTests : TemporaryFolder
{
    private const int Pairs = 8;

    private readonly NetworkDescription _network = ToyNet.Definition;

    public DatasetCheckTests()
    {
        for (int i = 0; i < Pairs; i++) Write(i, Toy.Shape(i, 20, 24));
    }

    [Fact]
    public void A_good_data_set_has_its_labels_counted()
    {
        DatasetReport report = DatasetCheck.Run(Open(), new DatasetCheckOptions { Network = _network });
        Assert.Empty(report.Problems);
        report.ThrowIfBad();
        Assert.Equal((Pairs, Pairs, Pairs), (report.Count, report.Readable, report.Decoded));
        byte[][] labels = [.. Enumerable.Range(0, Pairs).Select(i => Toy.Shape(i, 20, 24).Labels.Labels)];
        for (int label = 0; label < 256; label++)
        {
            Assert.Equal(labels.Sum(map => map.LongCount(value => value == label)), report.LabelCounts[label]);
            Assert.Equal(labels.Count(map => map.Contains((byte)label)), report.PicturesWithLabel[label]);
        }
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once()
    {
        byte[] whole = File.ReadAllBytes(At("image", "s1.png"));
        File.WriteAllBytes(At("image", "s1.png"), whole[..(whole.Length / 2)]);
        Toy.Shape(3, 21, 24).Labels.Save(At("label", "s3.png"));
        Sample wrong = Toy.Shape(5, 20, 24);
        wrong.Labels.Labels[25] = 9;
        wrong.Labels.Save(At("label", "s5.png"));
        File.WriteAllText(At("label", "s6.png"), "");
        DatasetReport report = DatasetCheck.Run(Open(), new DatasetCheckOptions { Network = _network });
        Assert.Equal(["s1", "s3", "s5", "s6"], report.Problems.Select(problem => problem.Name));
        Assert.IsType<PictureFormatException>(report.Problems[0].Error);
        Assert.IsType<LabelMismatchException>(report.Problems[1].Error);
        Assert.Contains("has the label 9 at row 1, column 1", report.Problems[2].Error.Message);
        Assert.IsType<LabelFormatException>(report.Problems[3].Error);
        // The label that fits no class is among those found.
        Assert.Equal((5, 1L), (report.Readable, report.LabelCounts[9]));
        string message = Assert.Throws<DatasetException>(report.ThrowIfBad).Message;
        Assert.StartsWith("4 of 8 pairs cannot be used:\n", message, StringComparison.Ordinal);
        Assert.Equal(5, message.Split('\n').Length);
        Assert.EndsWith("\n  and 3 more", report.Describe(lines: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_problem_keeps_its_type()
    {
        File.WriteAllText(At("label", "s6.png"), "");
        Assert.Throws<LabelFormatException>(DatasetCheck.Run(Open()).ThrowIfBad);
    }

    [Fact]
    public void Sizes_must_fit_network_crop_and_batch()
    {
        Write(4, Toy.Shape(4, 30, 24));
        var options = new DatasetCheckOptions { Network = _network, Solver = new SolverOptions { BatchSize = 2 } };
        DatasetProblem unequal = Assert.Single(DatasetCheck.Run(Open(), options).Problems);
        Assert.Contains("20x24, s4 is 30x24", unequal.Error.Message);
        Assert.Empty(DatasetCheck.Run(Open(), options with { Solver = new SolverOptions { BatchSize = 2, Crop = (16, 16) } }).Problems);
        Assert.Empty(DatasetCheck.Run(Open(), options with { Solver = new SolverOptions() }).Problems);
        var large = new NetworkDescription
        {
            Name = "Large", Layers = _network.Layers, MinSize = 25, Preprocessing = _network.Preprocessing, Parameters = _network.Parameters,
        };
        Assert.Equal(Pairs, DatasetCheck.Run(Open(), new DatasetCheckOptions { Network = large }).Problems.Count);
    }

    [Fact]
    public void What_was_found_is_remembered_until_a_file_changes()
    {
        var options = new DatasetCheckOptions { Network = _network, MemoryFile = At("run", "memory.json") };
        DatasetReport first = DatasetCheck.Run(Open(), options);
        DatasetReport again = DatasetCheck.Run(Open(), options);
        Assert.Equal((Pairs, 0), (first.Decoded, again.Decoded));
        Assert.Equal(first.Identity, again.Identity);
        Assert.Equal(first.LabelCounts, again.LabelCounts);

        // Relabelled under the same name, then put back.
        byte[] before = File.ReadAllBytes(At("label", "s2.png"));
        Sample relabelled = Toy.Shape(2, 20, 24);
        relabelled.Labels.Labels[0] ^= 1;
        relabelled.Labels.Save(At("label", "s2.png"));
        DatasetReport other = DatasetCheck.Run(Open(), options);
        Assert.Equal(1, other.Decoded);
        Assert.NotEqual(first.Identity, other.Identity);
        File.WriteAllBytes(At("label", "s2.png"), before);
        Assert.Equal(first.Identity, DatasetCheck.Run(Open(), options).Identity);

        // What the data set does to the labels counts as well.
        DatasetReport mapped = DatasetCheck.Run(new Shifted(Open()), options);
        Assert.Equal((Pairs, first.LabelCounts[0]), (mapped.Decoded, mapped.LabelCounts[1]));
        Assert.NotEqual(first.Identity, mapped.Identity);
    }

    [Fact]
    public void Pictures_of_another_range_are_other_pictures()
    {
        for (int i = 0; i < Pairs; i++) File.WriteAllBytes(At("image", $"s{i}.png"), TestPictures.Png(20, 24, 16, 0, Deep(i)));
        var options = new DatasetCheckOptions { MemoryFile = At("memory.json") };
        DatasetReport plain = DatasetCheck.Run(Open(), options), ranged = DatasetCheck.Run(OfRange(4095), options), other = DatasetCheck.Run(OfRange(1023), options);
        Assert.Equal((Pairs, Pairs, Pairs), (plain.Decoded, ranged.Decoded, other.Decoded));
        Assert.Equal(3, new[] { plain.Identity, ranged.Identity, other.Identity }.Distinct().Count());
        DatasetReport again = DatasetCheck.Run(OfRange(4095), options);
        Assert.Equal((0, ranged.Identity), (again.Decoded, again.Identity));

        FolderPairs OfRange(ushort high) => new(Folder) { Pictures = new PictureOptions { Range = new SampleRange(0, high) } };

        // 20 rows without a filter, 24 samples of two bytes.
        static byte[] Deep(int seed) => [.. Enumerable.Range(0, 20 * 49).Select(i => (byte)(i % 49 == 0 ? 0 : (i + seed) % 16))];
    }

    [Fact]
    public void A_damaged_memory_is_as_good_as_none()
    {
        var options = new DatasetCheckOptions { MemoryFile = At("memory.json") };
        string identity = DatasetCheck.Run(Open(), options).Identity;
        byte[] whole = File.ReadAllBytes(At("memory.json"));
        foreach (byte[] damaged in new[] { [], whole[..^2], "null"u8.ToArray(), "{\"format\":1,\"samples\":[null]}"u8.ToArray() })
        {
            File.WriteAllBytes(At("memory.json"), damaged);
            DatasetReport report = DatasetCheck.Run(Open(), options);
            Assert.Equal((Pairs, identity), (report.Decoded, report.Identity));
        }

        Assert.Equal(0, DatasetCheck.Run(Open(), options).Decoded);
    }

    [Fact]
    public void Samples_that_are_not_files_are_read_once_in_order()
    {
        int loads = 0;
        var data = new Watched(Toy.Shapes(5), index => Assert.Equal(loads++, index));
        string identity = DatasetCheck.Run(data).Identity;
        Assert.Equal(identity, DatasetCheck.Run(data, new DatasetCheckOptions { Network = _network }).Identity);
        Assert.Equal(5, loads);
    }

    [Fact]
    public void Files_are_decoded_side_by_side()
    {
        // Nobody passes the barrier unless two are inside Load at once.
        using var barrier = new Barrier(2);
        var data = new Watched(Open(), _ => Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(2)), "Nobody else was reading."));
        Assert.Equal(Pairs, DatasetCheck.Run(data, new DatasetCheckOptions { Threads = 2 }).Readable);
    }

    [Fact]
    public async Task A_cancellation_does_not_wait_for_a_decoder()
    {
        using var stop = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        var data = new Watched(Open(), index =>
        {
            if (index != 3) return;
            stop.Cancel();
            never.Wait();
        });
        var options = new DatasetCheckOptions { MemoryFile = At("memory.json"), Threads = 1 };
        Task check = Task.Run(() => DatasetCheck.Run(data, options, cancel: stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.False(never.IsSet);
        never.Set();
        // The three before were not in vain.
        Assert.Equal(Pairs - 3, DatasetCheck.Run(Open(), options).Decoded);
    }

    [Fact]
    public void Progress_counts_to_the_end()
    {
        int last = 0;
        DatasetCheck.Run(Open(), progress: new Told<DatasetCheckProgress>(at => Assert.Equal(new DatasetCheckProgress(++last, Pairs), at)));
        Assert.Equal(Pairs, last);
    }

    private FolderPairs Open() => new(Folder);

    private void Write(int number, Sample sample)
    {
        sample.Picture.Save(At("image", $"s{number}.png"));
        sample.Labels.Save(At("label", $"s{number}.png"));
    }

    // Calls the class of every pixel one more.
    private sealed class Shifted(IDataset source) : IDataset
    {
        public int Count => source.Count;

        public string NameOf(int index) => source.NameOf(index);

        public SampleFiles? FilesOf(int index) => source.FilesOf(index)! with { Reading = "shifted;" };

        public Sample Load(int index)
        {
            Sample sample = source.Load(index);
            foreach (ref byte label in sample.Labels.Labels.AsSpan()) label++;
            return sample;
        }
    }
}

/// <summary>Calls back before every sample is read.</summary>
internal sealed class Watched(IDataset data, Action<int> onLoad) : IDataset
{
    public int Count => data.Count;

    public string NameOf(int index) => data.NameOf(index);

    public SampleFiles? FilesOf(int index) => data.FilesOf(index);

    public Sample Load(int index)
    {
        onLoad(index);
        return data.Load(index);
    }
}
