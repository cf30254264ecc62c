using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Formats;

namespace FcnGen.Training.Tests;

public sealed class CheckpointTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new() { BaseRate = 0.02, MaxIterations = 3 };

    private readonly Device _device = Device.Cpu(1);
    private readonly InMemoryDataset _data = Toy.Shapes(3);

    [Fact]
    public async Task A_folder_holds_the_newest_checkpoint_and_plain_weights()
    {
        float[] weights = await Train(Options with { MaxIterations = 5, SnapshotEvery = 2 });
        Assert.Equal(["checkpoint.json", "iter_00000005.safetensors", "iter_00000005.solver.safetensors"], Files());
        Assert.True(Trainer.HasCheckpoint(At("run")));
        Assert.False(Trainer.HasCheckpoint(Folder));
        using var network = new ToyNet(_device, seed: 8);
        LoadResult result = network.ParameterSet.Load(At("run", "iter_00000005.safetensors"));
        Assert.Equal("5", result.Metadata["iteration"]);
        Assert.Equal(weights, Toy.AllWeights(network));
    }

    [Theory]
    [InlineData("checkpoint.json")]
    [InlineData("iter_00000003.safetensors")]
    [InlineData("iter_00000003.solver.safetensors")]
    public async Task Every_file_cut_short_damaged_or_missing_is_an_error_and_changes_nothing(string name)
    {
        await Train(Options);
        string path = At("run", name);
        byte[] file = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 1, file.Length / 2, file.Length - 3 })
        {
            File.WriteAllBytes(path, file[..length]);
            Assert.Contains(name, Refused(Options));
        }

        byte[] flipped = [.. file];
        flipped[file.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, flipped);
        Refused(Options);
        File.Delete(path);
        Assert.Contains(name, Refused(Options));
    }

    [Fact]
    public async Task Files_of_a_crash_before_the_manifest_do_not_matter()
    {
        float[] weights = await Train(Options);
        File.WriteAllText(At("run", "iter_00000004.safetensors"), "half a file");
        File.WriteAllText(At("run", "iter_00000004.solver.safetensors.partial"), "less");
        File.WriteAllText(At("run", "checkpoint.json.partial"), "{");
        using var network = new ToyNet(_device, seed: 8);
        using var trainer = new Trainer(network, Options with { MaxIterations = 4, CheckpointFolder = At("run") });
        trainer.Resume(At("run"));
        Assert.Equal(weights, Toy.AllWeights(network));
        await trainer.FitAsync(_data);
        using var again = new Trainer(network, Options);
        again.Resume(At("run"));
        Assert.Equal(4, again.Iteration);
    }

    [Fact]
    public async Task A_checkpoint_of_the_same_iteration_never_touches_the_files_in_use()
    {
        await Train(Options);
        using var network = new ToyNet(_device, seed: 8);
        using var trainer = new Trainer(network, Options);
        trainer.Resume(At("run"));
        trainer.SaveCheckpoint(At("run"));
        Assert.Equal(["checkpoint.json", "iter_00000003_2.safetensors", "iter_00000003_2.solver.safetensors"], Files());
    }

    [Fact]
    public async Task Other_settings_are_named()
    {
        await Train(Options);
        string message = Refused(Options with { Momentum = 0.5, Augmentation = new MirrorAndJitter(Jitter: 2) });
        Assert.Contains("Momentum was 0.9, is 0.5", message);
        Assert.Contains("Jitter was 0, is 2", message);
        Assert.DoesNotContain("BaseRate", message);
        // What does not change the course may differ.
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options with { MaxIterations = 100, SnapshotEvery = 7, AverageLoss = 3 });
        trainer.Resume(At("run"));
    }

    [Fact]
    public async Task Moments_have_their_names_and_another_solver_is_refused()
    {
        SolverOptions adam = Options with { Algorithm = SolverAlgorithm.Adam, ClipGradients = 0.5 };
        await Train(adam);
        string[] trained = ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "score_fr.weight", "score_fr.bias", "upscore.weight"];
        using (SafeTensorsFile file = SafeTensorsFile.Open(At("run", "iter_00000003.solver.safetensors")))
        {
            Assert.Equal(
                trained.SelectMany(name => new[] { "moment1/" + name, "moment2/" + name }).Append("losses").Order(StringComparer.Ordinal),
                file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
            Assert.Equal([6, 3, 3, 3], file.Find("moment2/conv1.weight")!.Shape);
        }

        Assert.Contains("Beta2 was 0.999, is 0.99", Refused(adam with { Beta2 = 0.99 }));
        Assert.Contains("Algorithm was Adam, is AdamW", Refused(adam with { Algorithm = SolverAlgorithm.AdamW }));
        Assert.Contains("ClipGradients was 0.5, is not set", Refused(adam with { ClipGradients = 0 }));
        Assert.Contains("Algorithm was Adam, is not set", Refused(Options with { ClipGradients = 0.5 }));
        // What Adam does not look at may differ.
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, adam with { Momentum = 0.5 });
        trainer.Resume(At("run"));
    }

    [Fact]
    public async Task Momentum_has_the_settings_and_states_that_it_had_before_there_were_others()
    {
        await Train(Options);
        using SafeTensorsFile file = SafeTensorsFile.Open(At("run", "iter_00000003.solver.safetensors"));
        Assert.Equal(
            ["velocity/conv1.weight", "velocity/conv1.bias", "velocity/conv2.weight", "velocity/conv2.bias", "velocity/score_fr.weight", "velocity/score_fr.bias", "velocity/upscore.weight", "losses"],
            file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(
            ["BaseRate", "BatchSize", "Crop", "IterSize", "Jitter", "Mirror", "Momentum", "Order", "Policy", "Seed", "WeightDecay"],
            file.Metadata.Keys.Where(key => key.StartsWith("option.", StringComparison.Ordinal)).Select(key => key["option.".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_network_or_data_set_is_refused()
    {
        await Train(Options);
        using var other = new OtherNet(_device);
        using (var trainer = new Trainer(other, Options))
            Assert.Contains("another network than OtherNet", Assert.Throws<CheckpointException>(() => trainer.Resume(At("run"))).Message);
        using var network = new ToyNet(_device);
        using var resumed = new Trainer(network, Options with { MaxIterations = 5 });
        resumed.Resume(At("run"));
        Assert.Contains("4 samples", (await Assert.ThrowsAsync<DatasetException>(() => resumed.FitAsync(Toy.Shapes(4)))).Message);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error()
    {
        File.WriteAllText(At("plain"), "");
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options with { CheckpointFolder = Path.Combine(Folder, "plain", "run") });
        Assert.Contains("plain", (await Assert.ThrowsAsync<OutputFileException>(() => trainer.FitAsync(_data))).Message);
        Assert.Contains("no checkpoint", Assert.Throws<CheckpointException>(() => trainer.Resume(At("nowhere"))).Message);
    }

    private async Task<float[]> Train(SolverOptions options)
    {
        using var network = new ToyNet(_device, seed: 4);
        using var trainer = new Trainer(network, options with { CheckpointFolder = Path.Combine(Folder, "run") });
        await trainer.FitAsync(_data);
        return Toy.AllWeights(network);
    }

    private string Refused(SolverOptions options)
    {
        using var network = new ToyNet(_device, seed: 8);
        float[] before = Toy.AllWeights(network);
        using var trainer = new Trainer(network, options);
        string message = Assert.Throws<CheckpointException>(() => trainer.Resume(Path.Combine(Folder, "run"))).Message;
        Assert.Equal(before, Toy.AllWeights(network));
        Assert.Equal((0, 0), (trainer.Iteration, trainer.History.Count));
        return message;
    }

    private string[] Files() => [.. Directory.GetFiles(Path.Combine(Folder, "run")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}

/// <summary>A network with other layers than <see cref="ToyNet"/>.</summary>
[FullyConvNet(Channels = 3)]
public partial class OtherNet
{
    [Conv(4, Kernel = 3, Pad = 1), Relu] public partial Layer First { get; }
    [Score(3)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
