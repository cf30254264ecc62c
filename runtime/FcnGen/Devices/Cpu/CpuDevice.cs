namespace FcnGen;

internal abstract class CpuDevice : Device
{
    internal CpuDevice(int threads) { }
}
