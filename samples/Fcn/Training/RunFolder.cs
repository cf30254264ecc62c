using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>The output folder of a training run, and what must not be lost by writing into it.</summary>
internal sealed class RunFolder(string path, string network)
{
    /// <summary>The trained weights.</summary>
    public string Weights { get; } = Path.Combine(path, network + ".safetensors");

    /// <summary>The losses as text.</summary>
    public string CurveText { get; } = Path.Combine(path, "loss.csv");

    /// <summary>The losses as a plot.</summary>
    public string CurvePlot { get; } = Path.Combine(path, "loss.png");

    /// <summary>What the check of the data remembers.</summary>
    public string CheckMemory { get; } = Path.Combine(path, DatasetCheck.MemoryFileName);

    /// <summary>Refuses a folder that belongs to the data.</summary>
    /// <exception cref="ProgramException">It does.</exception>
    public void RefuseData(string? source, IDataset data)
    {
        IEnumerable<string?> folders = Enumerable.Range(0, data.Count).Select(data.FilesOf).OfType<SampleFiles>()
            .SelectMany(files => new[] { Path.GetDirectoryName(files.Picture), Path.GetDirectoryName(files.Labels) })
            .Append(Directory.Exists(source) ? source : null).Distinct();
        foreach (string folder in folders.OfType<string>())
        {
            if (FileIdentity.AreSame(folder, path))
                throw new ProgramException($"\"{path}\" is the folder \"{folder}\" of the data; results among the data would be taken for data. Choose another --output.");
        }
    }

    /// <summary>Refuses to overwrite the weights to start from, and, without force, what an earlier run left.</summary>
    /// <param name="initial">The file or folder of <c>--init</c>.</param>
    /// <param name="checkpoint">The folder of checkpoints.</param>
    /// <param name="resume">True if that run goes on.</param>
    /// <param name="force">True to overwrite it.</param>
    /// <exception cref="ProgramException">Something would be lost.</exception>
    public void RefuseLoss(string? initial, string checkpoint, bool resume, bool force)
    {
        if (resume && initial is not null) throw new ProgramException("--resume takes the weights of the checkpoint, so it cannot be combined with --init.");
        if (initial is not null && File.Exists(initial) && FileIdentity.AreSame(initial, Weights))
            throw new ProgramException($"The trained weights would replace \"{initial}\", the weights to start from. Choose another --output.");
        if (resume || force) return;
        if (Trainer.HasCheckpoint(checkpoint))
            throw new ProgramException($"\"{path}\" holds a checkpoint. Continue it with --resume, choose another --output, or overwrite that run with --force.");
        string[] there = [.. new[] { Weights, CurveText, CurvePlot }.Where(File.Exists).Select(file => Path.GetFileName(file))];
        if (there.Length > 0)
        {
            throw new ProgramException(
                $"\"{path}\" holds {string.Join(", ", there)}, which this run would replace, and no checkpoint to go on from. Choose another --output, or give --force to overwrite.");
        }
    }
}
