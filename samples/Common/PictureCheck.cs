using FcnGen.Geometry;

namespace FcnGen.Samples;

/// <summary>Refuses pictures that a network can't take, before anything is computed.</summary>
public static class PictureCheck
{
    /// <summary>Checks the size of a picture against what the network and the machine can do.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pass">What will be run.</param>
    /// <param name="path">Where the picture came from.</param>
    /// <param name="picture">The picture.</param>
    /// <exception cref="ProgramException">It is too small for the network or not of its size, or too large for the memory.</exception>
    public static void Require(Network network, Pass pass, string path, Picture picture)
    {
        if (!network.Description.Takes(picture.Height, picture.Width))
        {
            PerAxis<int> least = network.Description.MinSize;
            throw new ProgramException(
                $"\"{path}\" is {picture.Height}x{picture.Width} pixels; {network.Description.Name} "
                + (network.Description.FixedSize is null ? $"needs at least {least.Height}x{least.Width}. Enlarge it." : $"takes {least.Height}x{least.Width} only. Scale or cut it."));
        }

        MemoryCheck.Require(network, pass, 1, picture.Height, picture.Width);
    }
}
