using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>What a save leaves behind when it fails or was killed, and manifests and solver states that say nonsense.</summary>
public sealed class CheckpointFileTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new() { BaseRate = 0.02, MaxIterations = 3 };

    private readonly Device _device = Device.Cpu(1);
    private readonly InMemoryDataset _data = Toy.Shapes(3);

    [Fact]
    public async Task A_save_that_fails_half_way_leaves_nothing_behind()
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options);
        await trainer.FitAsync(_data);
        trainer.SaveCheckpoint(At("run"));
        string[] before = Files();
        // In the place of the second file of the next: the first is written, then this is found.
        Directory.CreateDirectory(At("run", "iter_00000003_2.solver.safetensors"));
        Assert.Throws<OutputFileException>(() => trainer.SaveCheckpoint(At("run")));
        Assert.Equal(before, Files());
        using var again = new Trainer(network, Options);
        again.Resume(At("run"));
    }

    [Fact]
    public async Task Leftovers_of_killed_saves_go_with_the_next_and_nothing_else()
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options);
        await trainer.FitAsync(_data);
        trainer.SaveCheckpoint(At("run"));
        byte[] weights = File.ReadAllBytes(At("run", "iter_00000003.safetensors")), solver = File.ReadAllBytes(At("run", "iter_00000003.solver.safetensors"));
        // Killed after the first file, and after the manifest was replaced.
        File.WriteAllBytes(At("run", "iter_00000003_7.safetensors"), weights);
        File.WriteAllBytes(At("run", "iter_00000003_4.safetensors"), weights);
        File.WriteAllBytes(At("run", "iter_00000003_4.solver.safetensors"), solver);
        string[] users =
        [
            "best.safetensors", "iter_3.safetensors", "iter_00000003_a.safetensors", "iter_00000003.safetensors.bak", "iter_00000003.backup.safetensors",
            "Iter_00000003_9.safetensors",
        ];
        foreach (string name in users) File.WriteAllBytes(At("run", name), weights);
        // Of such a name, but of another iteration or no weights at all.
        File.WriteAllBytes(At("run", "iter_00000004.safetensors"), weights);
        File.WriteAllText(At("run", "iter_00000005.safetensors"), "mine");
        trainer.SaveCheckpoint(At("run"));
        string[] expected =
        [
            .. users, "iter_00000004.safetensors", "iter_00000005.safetensors", "checkpoint.json", "iter_00000003_2.safetensors",
            "iter_00000003_2.solver.safetensors",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Files());
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_protects_the_files_beside_it()
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options);
        await trainer.FitAsync(_data);
        trainer.SaveCheckpoint(At("run"));
        File.WriteAllText(At("run", "checkpoint.json"), "{");
        trainer.SaveCheckpoint(At("run"));
        Assert.Equal(5, Files().Length);
    }

    [Fact]
    public async Task Two_runs_may_save_into_one_folder()
    {
        ToyNet[] networks = [.. Enumerable.Range(0, 4).Select(_ => new ToyNet(_device))];
        Trainer[] trainers = [.. networks.Select(network => new Trainer(network, Options))];
        foreach (Trainer trainer in trainers) await trainer.FitAsync(_data);
        await Task.WhenAll(trainers.Select(trainer => Task.Run(() =>
        {
            for (int i = 0; i < 5; i++) trainer.SaveCheckpoint(At("run"));
        })));
        Assert.Equal(3, Files().Length);
        trainers[0].Resume(At("run"));
        foreach (IDisposable one in trainers.Concat<IDisposable>(networks)) one.Dispose();
    }

    public static TheoryData<string, string, string> Nonsense() => new()
    {
        { "format", "2", "format 2" },
        { "format", "\"1\"", "\"format\" is \"1\"; expected is a whole number" },
        { "iteration", "-1", "\"iteration\" is -1" },
        { "iteration", "2.5", "\"iteration\" is 2.5" },
        { "iteration", "99999999999999999999", "\"iteration\" is 99999999999999999999" },
        { "iteration", "null", "\"iteration\" is null" },
        { "iteration", "4", "the manifest says iteration 4" },
        { "weights", "null", "\"weights\" is null; expected is an object" },
        { "solver", "[]", "\"solver\" is []" },
        { "weights.file", "null", "\"weights.file\" is null; expected is a text" },
        { "weights.file", "\"\"", "\"weights.file\" is \"\"" },
        { "weights.file", "\"..\"", "\"weights.file\" is \"..\"" },
        { "weights.file", "\"../run/iter_00000003.safetensors\"", "which is no name of a checkpoint's file" },
        { "weights.file", "\"precious.safetensors\"", "which is no name of a checkpoint's file" },
        { "weights.file", "\"\\ud800\"", "\"weights.file\" is no valid Unicode" },
        { "weights.bytes", "-5", "\"weights.bytes\" is -5" },
        { "solver.bytes", "true", "\"solver.bytes\" is true" },
        { "solver.sha256", "null", "\"solver.sha256\" is null" },
        { "solver.sha256", "\"abc\"", "not 64 hexadecimal digits" },
        { "solver.sha256", "{}", "\"solver.sha256\" is {}" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task A_manifest_that_says_nonsense_is_refused_in_a_sentence(string field, string value, string found)
    {
        await Save();
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(At("run", "checkpoint.json")))!;
        string[] path = field.Split('.');
        JsonNode parent = path.Length == 1 ? manifest : manifest[path[0]]!;
        parent[path[^1]] = "HERE";
        File.WriteAllText(At("run", "checkpoint.json"), manifest.ToJsonString().Replace("\"HERE\"", value, StringComparison.Ordinal));
        Assert.Contains(found, Refused());
        ((JsonObject)parent).Remove(path[^1]);
        File.WriteAllText(At("run", "checkpoint.json"), manifest.ToJsonString());
        Assert.Contains($"it has no \"{field}\"", Refused());
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{", "not JSON")]
    [InlineData("", "not JSON")]
    public async Task A_manifest_of_another_shape_is_refused_in_a_sentence(string text, string found)
    {
        await Save();
        File.WriteAllText(At("run", "checkpoint.json"), text);
        Assert.Contains(found, Refused());
    }

    [Theory]
    [InlineData("network_iteration", null, "lack network_iteration")]
    [InlineData("network_iteration", "-1", "network_iteration is \"-1\"")]
    [InlineData("network_iteration", "1,5", "network_iteration is \"1,5\"")]
    [InlineData("network_seed", "4294967296", "network_seed is \"4294967296\"")]
    [InlineData("network_seed", "", "network_seed is \"\"")]
    [InlineData("iteration", null, "lack iteration")]
    [InlineData("iteration", "9", "it is of iteration 9 and has 3 losses")]
    [InlineData("dataset", null, "lack dataset")]
    [InlineData("dataset_content", null, "lack dataset_content")]
    public async Task A_solver_state_that_says_nonsense_is_refused_in_a_sentence(string entry, string? value, string found)
    {
        await Save();
        string path = At("run", "iter_00000003.solver.safetensors");
        byte[] file = File.ReadAllBytes(path);
        int length = BitConverter.ToInt32(file, 0);
        JsonNode header = JsonNode.Parse(file.AsSpan(8, length))!;
        var metadata = (JsonObject)header["__metadata__"]!;
        metadata.Remove(entry);
        if (value is not null) metadata[entry] = value;
        byte[] changed = System.Text.Encoding.UTF8.GetBytes(header.ToJsonString());
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. file[(8 + length)..]]);
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(At("run", "checkpoint.json")))!;
        manifest["solver"]!["bytes"] = new FileInfo(path).Length;
        manifest["solver"]!["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(At("run", "checkpoint.json"), manifest.ToJsonString());
        Assert.Contains(found, Refused());
    }

    private async Task Save()
    {
        using var network = new ToyNet(_device);
        using var trainer = new Trainer(network, Options with { CheckpointFolder = At("run") });
        await trainer.FitAsync(_data);
    }

    private string Refused()
    {
        using var network = new ToyNet(_device, seed: 8);
        float[] before = Toy.AllWeights(network);
        using var trainer = new Trainer(network, Options);
        string message = Assert.Throws<CheckpointException>(() => trainer.Resume(At("run"))).Message;
        Assert.Equal(before, Toy.AllWeights(network));
        return message;
    }

    private string[] Files() => [.. Directory.GetFiles(At("run")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
