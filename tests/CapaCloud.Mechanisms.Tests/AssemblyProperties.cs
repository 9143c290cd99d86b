using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Xunit;

[assembly: Properties(Arbitrary = [typeof(MechanismArbitraries)])]
