// Devices are shared by all tests of the process, and a device runs one operation at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
