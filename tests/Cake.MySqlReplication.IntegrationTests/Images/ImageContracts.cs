using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Images;

// One class for each image, so that the images are tested side by side.
public sealed class MySql97Server() : InitialisedServer("mysql-9.7");

public sealed class MySql97ImageTests(MySql97Server server) : ImageContractTests(server), IClassFixture<MySql97Server>;

public sealed class MySql56Server() : InitialisedServer("mysql-5.6");

public sealed class MySql56ImageTests(MySql56Server server) : ImageContractTests(server), IClassFixture<MySql56Server>;

public sealed class MariaDb1011Server() : InitialisedServer("mariadb-10.11");

public sealed class MariaDb1011ImageTests(MariaDb1011Server server) : ImageContractTests(server), IClassFixture<MariaDb1011Server>;
