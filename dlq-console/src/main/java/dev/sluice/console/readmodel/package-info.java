/** The review items as an embedded index that pages query: Kafka is the database, this file is rebuilt from it when lost. */
@NullMarked
package dev.sluice.console.readmodel;

import org.jspecify.annotations.NullMarked;
