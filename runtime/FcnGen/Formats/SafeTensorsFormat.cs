using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen.Formats;

/// <summary>
/// The <see href="https://huggingface.co/docs/safetensors">safetensors</see> format: an 8-byte header length, a JSON header, then the tensors.
/// It has no magic number, so it is taken where no other format is recognized.
/// </summary>
internal sealed class SafeTensorsFormat : WeightFormat
{
    public override string Name => "safetensors";

    public override IWeightSource Open(ByteSource bytes) => new SafeTensorsFile(bytes);

    public override void Save(string path, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata) =>
        SafeTensorsWriter.Save(path, tensors, metadata);
}
