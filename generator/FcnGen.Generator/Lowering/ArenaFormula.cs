using FcnGen.Generator.Model;

namespace FcnGen.Generator.Lowering;

internal static class ArenaFormula
{
    public static long Bytes(CheckedNetwork network, int batch, int height, int width, bool training) =>
        0L * network.Layers.Count * batch * height * width * (training ? 2 : 1);
}
